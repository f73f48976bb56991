import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { comparePair, type PlanOptions, planOrder } from '../../src/planner/index.ts'
import { readProfile, readServices } from '../../src/services/index.ts'
import { names, steps } from './read.ts'
import { orderScenarios, readScenario, type Scenario, scenarioNames } from './scenarios.ts'

/**
 * expected.txt of a scenario holds what the loaders, or the Service Control Manager, make of it, with what is guaranteed
 * of each driver and the one before it, and what had to be assumed. SVCSIM_UPDATE_GOLDEN=1 writes expected.txt anew.
 */
const read = async (scenario: string) => (await readScenario(scenario)).services

describe('golden orders', () => {
  it.each(scenarioNames)('%s', async (name) => {
    const scenario = await readScenario(name)
    const text = scenario.orders.map((order) => describeOrder(scenario, order)).join('\n')
    const expected = join(orderScenarios, name, 'expected.txt')
    if (process.env['SVCSIM_UPDATE_GOLDEN']) writeFileSync(expected, text)
    expect(existsSync(expected), `${expected} is there`).toBe(true)
    expect(text).toBe(readFileSync(expected, 'utf8'))
  })
})

function describeOrder(
  { services, options: { bootFileSystem, measuredBoot, assumeTags } }: Scenario,
  { phase, algorithm }: Scenario['orders'][number],
): string {
  const options: PlanOptions = { bootFileSystem, measuredBoot, assumeTags, ...(algorithm && { algorithm }) }
  const plan = planOrder(services, { ...options, start: phase === 'delayed' ? 'auto' : phase })
  const ordered = steps(services, phase, options)
  const lines = ordered.flatMap(({ position, service, reason }, index) => {
    const previous = ordered[index - 1]
    const pair = previous && comparePair(services, plan, previous.service.name, service.name)
    return [...(pair ? [`   (${pair.reason})`] : []), `${position}. ${service.name}: ${reason}`]
  })
  const notes = plan.notes.map(({ message }) => `note: ${message}`)
  return `${[titleOf(phase, algorithm), ...lines, ...notes].join('\n')}\n`
}

function titleOf(phase: string, algorithm: string | undefined): string {
  if (algorithm === undefined) return phase
  return phase === 'boot' ? algorithm : `${algorithm}, ${phase}`
}

describe('KB 115486', () => {
  const bothFirst = { classic: 'SAMPLDRV', modern: 'SAMPLDRV' }
  const diskFirst = { classic: 'SCSIDISK', modern: 'SCSIDISK' }

  it.each([
    ['no-tags', { classic: 'SAMPLDRV', modern: 'SCSIDISK' }, 'release'],
    ['method-1', bothFirst, 'documented'],
    ['method-2-tags-1-none', bothFirst, 'documented'],
    ['method-2-tags-2-none', bothFirst, 'documented'],
    ['method-2-tags-2-1', bothFirst, 'documented'],
    ['method-2-tags-1-2', diskFirst, 'documented'],
    ['method-2-tags-none-1', diskFirst, 'documented'],
    ['method-2-tags-9-1', diskFirst, 'documented'],
    ['method-2-tags-9-none', bothFirst, 'release'],
    ['method-2-tags-1-1', { classic: 'SAMPLDRV', modern: 'SCSIDISK' }, 'release'],
  ] as const)('%s', async (scenario, first, guarantee) => {
    const services = await read(`kb115486-${scenario}`)
    for (const algorithm of ['classic', 'modern'] as const) {
      const order = names(services, 'boot', { algorithm, bootFileSystem: null })
      expect(order.slice(0, 2)).toEqual(['aha154x', 'atdisk'])
      expect(order[2]).toBe(first[algorithm])
      const plan = planOrder(services, { algorithm })
      const pair = comparePair(services, plan, 'sampldrv', 'scsidisk')
      expect(pair.relation).toBe(first[algorithm] === 'SAMPLDRV' ? 'before' : 'after')
      expect(pair.guarantee).toBe(guarantee)
    }
  })

  it('says in words what is guaranteed', async () => {
    const services = await read('kb115486-method-2-tags-2-1')
    const { reason } = comparePair(services, planOrder(services), 'SAMPLDRV', 'SCSIDISK')
    expect(reason).toBe(
      'SAMPLDRV before SCSIDISK is guaranteed by Windows: tag 2 of SAMPLDRV stands before tag 1 of SCSIDISK in the vector of group SCSI class',
    )
  })
})

describe('KB 103000', () => {
  it.each(['classic', 'modern'] as const)('loads Primary Disk by tags 1 to 4, %s', async (algorithm) => {
    const order = ['Cpqarray', 'Atdisk', 'Floppy', 'Abiosdsk']
    const services = await read('kb103000-primary-disk')
    const plan = steps(services, 'boot', { algorithm })
    expect(plan.map(({ service }) => service.name)).toEqual(order)
    expect(plan.every(({ guarantee }) => guarantee === 'documented')).toBe(true)
    const profile = await readProfile('@nt-3.51')
    if (profile === undefined) throw new Error('there is no profile @nt-3.51')
    const bundled = await readServices(profile, { inBox: false })
    expect(names(bundled, 'boot', { algorithm })).toEqual([...order, 'SCSIDISK'])
  })
})
