import type { ControlSimulation, RunningSystem } from '../../../src/planner/index.ts'
import type { ExampleValues } from '../../../src/rules/index.ts'
import type { Service, Services } from '../../../src/services/index.ts'
import { servicesLike } from '../read.ts'

/** A system of these services of which those named run, in that order. */
export async function systemOf(
  entries: Readonly<Record<string, ExampleValues>>,
  running: readonly string[] = [],
): Promise<RunningSystem> {
  return systemWith(await servicesLike({ groupOrder: ['Base'], services: entries }), running)
}

export function systemWith(database: Services, running: readonly string[] = []): RunningSystem {
  return { database, registry: database, running: serviceSet(database, running), notes: [] }
}

export function serviceSet(services: Services, names: readonly string[]): ReadonlySet<Service> {
  return new Set(
    names.map((name) => {
      const service = services.get(name)
      if (!service) throw new Error(`there is no ${name}`)
      return service
    }),
  )
}

/** A Win32 service of demand start. */
export function service(values: ExampleValues = {}): ExampleValues {
  return { Type: 0x10, Start: 3, ErrorControl: 1, ...values }
}

export function driver(values: ExampleValues = {}): ExampleValues {
  return { Type: 1, Start: 3, ErrorControl: 1, ...values }
}

/** `Spooler start`, `Ghost cannot 1075`: the steps in a line each. */
export function stepLines(simulation: ControlSimulation | undefined): string[] {
  return (simulation?.steps ?? []).map(({ name, action, status }) =>
    [name, action, action === 'cannot' ? status?.code : undefined]
      .filter((part) => part !== undefined)
      .join(' '),
  )
}
