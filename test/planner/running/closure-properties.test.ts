import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ControlSimulation, simulateStart, simulateStop } from '../../../src/planner/index.ts'
import type { ExampleValues } from '../../../src/rules/index.ts'
import { readServices, type Service, type Services, upcase } from '../../../src/services/index.ts'
import { multi, reg } from '../../services/read.ts'
import { servicesLike } from '../read.ts'
import { service, systemWith } from './system.ts'

const groups = ['G0', 'G1', 'G2'] as const

interface Node {
  readonly dependsOn: readonly number[]
  readonly dependsOnGroup: readonly number[]
  readonly group: number | undefined
  readonly start: number
  readonly runs: boolean
}

const node: fc.Arbitrary<Node> = fc.record({
  dependsOn: fc.array(fc.nat(15), { maxLength: 4 }),
  dependsOnGroup: fc.array(fc.nat(2), { maxLength: 2 }),
  group: fc.option(fc.nat(2), { nil: undefined }),
  start: fc.constantFrom(2, 3, 3, 3, 4),
  runs: fc.boolean(),
})

/** Names that do not sort as their numbers do. */
const nameOf = (index: number): string => `s${(index * 7) % 16}`

/** With `acyclic`, each depends on those of a lower number alone, and not on groups. */
async function build(nodes: readonly Node[], acyclic: boolean): Promise<Services> {
  const entries: Record<string, ExampleValues> = {}
  nodes.forEach(({ dependsOn, dependsOnGroup, group, start }, index) => {
    const named = dependsOn.map((other) => (acyclic ? other % Math.max(1, index) : other))
    entries[nameOf(index)] = service({
      Start: acyclic ? 3 : start,
      ...(group !== undefined && { Group: groups[group] ?? '' }),
      ...(!(acyclic && index === 0) && named.length > 0 && { DependOnService: named.map(nameOf) }),
      ...(!acyclic && dependsOnGroup.length > 0 && { DependOnGroup: dependsOnGroup.map((one) => `g${one}`) }),
    })
  })
  return servicesLike({ groupOrder: [...groups], services: entries })
}

function runningOf(nodes: readonly Node[]): string[] {
  return nodes.flatMap(({ runs }, index) => (runs ? [nameOf(index)] : []))
}

function positions({ steps }: ControlSimulation): Map<string, number> {
  return new Map(steps.map(({ name, position }) => [upcase(name), position]))
}

describe('any registry', () => {
  it('gives a start in which each dependency comes before what needs it, and each once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 1, maxLength: 16 }), async (nodes) => {
        const services = await build(nodes, true)
        for (const { name } of services.all) {
          const simulation = simulateStart(systemWith(services), name)
          if (!simulation) throw new Error(`there is no ${name}`)
          const place = positions(simulation)
          expect(place.size).toBe(simulation.steps.length)
          expect(simulation.call.status?.code).toBe(0)
          expect(new Set(simulation.steps.map((step) => step.service))).toEqual(reached(services, name))
          for (const step of simulation.steps)
            for (const { value } of step.service?.dependOnService ?? [])
              expect(place.get(upcase(value))).toBeLessThan(step.position)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('ends with the service that was asked for, and starts nothing whose named dependencies do not run by then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 1, maxLength: 16 }), async (nodes) => {
        const services = await build(nodes, false)
        const system = systemWith(services, runningOf(nodes))
        for (const { name } of services.all) {
          const steps = simulateStart(system, name)?.steps ?? []
          expect(steps.at(-1)?.name).toBe(name)
          expect(new Set(steps.map((step) => upcase(step.name))).size).toBe(steps.length)
          const up = new Set([...system.running].map(({ id }) => id))
          for (const step of steps) {
            expect(step.state === 'running').toBe(up.has(upcase(step.name)))
            if (step.action !== 'start') continue
            for (const { value } of step.service?.dependOnService ?? []) expect(up).toContain(upcase(value))
            up.add(upcase(step.name))
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('gives a stop in which whatever depends on another one stops before it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 1, maxLength: 16 }), async (nodes) => {
        const services = await build(nodes, true)
        const running = services.all.map(({ name }) => name)
        for (const { name } of services.all) {
          const simulation = simulateStop(systemWith(services, running), name)
          if (!simulation) throw new Error(`there is no ${name}`)
          const place = positions(simulation)
          expect(simulation.steps.at(-1)?.name).toBe(name)
          for (const other of services.all)
            for (const { value } of other.dependOnService) {
              const before = place.get(upcase(value))
              if (before !== undefined) expect(place.get(other.id)).toBeLessThan(before)
            }
        }
      }),
      { numRuns: 150 },
    )
  })
})

function reached(services: Services, name: string): Set<Service | undefined> {
  const found = new Set([services.get(name)])
  for (const one of found) for (const { value } of one?.dependOnService ?? []) found.add(services.get(value))
  return found
}

describe('a chain of 50,000 services', () => {
  const size = 50_000
  const chain = (last: readonly string[]): Promise<Services> => {
    const blocks = Array.from({ length: size }, (_, index) => {
      const next = index + 1 < size ? [`s${index + 1}`] : last
      const values = '"Type"=dword:10\n"Start"=dword:3\n"ErrorControl"=dword:1'
      const needs = next.length > 0 ? `\n"DependOnService"=${multi(...next)}` : ''
      return `[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\s${index}]\n${values}${needs}`
    })
    return readServices(reg(blocks.join('\n\n')), { inBox: false })
  }

  /** The same services, which count how often one is looked up. */
  function counted(services: Services): { services: Services; lookUps: () => number } {
    let count = 0
    const counting = new Proxy(services, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key)
        if (key !== 'get' && key !== 'members') return value
        count++
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    return { services: counting, lookUps: () => count }
  }

  it.each<[string, readonly string[], number | undefined]>([
    ['is started with work that grows with its length', [], 0],
    ['that closes to a circle is refused with as little', ['s0'], 1059],
  ])('%s', async (_, last, code) => {
    const { services, lookUps } = counted(await chain(last))
    const simulation = simulateStart(systemWith(services), 's0')
    expect(simulation?.steps).toHaveLength(size)
    expect(simulation?.call.status?.code).toBe(code)
    expect(lookUps()).toBeLessThan(10 * size)
  })

  it('is stopped from its end', async () => {
    const services = await chain([])
    const simulation = simulateStop(
      systemWith(
        services,
        services.all.map(({ name }) => name),
      ),
      `s${size - 1}`,
    )
    expect(simulation?.steps).toHaveLength(size)
    expect(simulation?.steps[0]?.name).toBe('s0')
    expect(simulation?.call.status?.code).toBe(1051)
  })
})
