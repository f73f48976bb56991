import type { Service } from '../../services/index.ts'
import { loadCall, unloadCall } from './driver-calls.ts'
import type { ControlSimulation, Remark, RunningStep, RunningSystem } from './simulation.ts'
import { win32 } from './status.ts'

/** Values that the controller keeps in its database. */
const kept = ['Type', 'Start', 'ErrorControl', 'Group', 'DependOnService', 'DependOnGroup'] as const

/**
 * What the input changes in the registry of a running system, of the services that a call concerns. Microsoft, Windows
 * NT DDK, "The Driver's Services Database Key": for the controller to recognise a service that was written into the
 * registry the system must be restarted. Of changes to a service that it knows the page says nothing.
 */
export function unseenChanges(
  { database, registry }: RunningSystem,
  concerned: readonly Service[],
): Remark[] {
  if (database === registry) return []
  return concerned.flatMap((service) => {
    if (!registry.touched.has(service.id)) return []
    const written = registry.get(service.name)
    if (!written)
      return [
        {
          code: 'deleted-by-input',
          message: `the input deletes the key of ${service.name}: the controller still has it in its database until the next start (inference)`,
        },
      ]
    const changed = kept.filter((name) => dataOf(service, name) !== dataOf(written, name))
    if (changed.length === 0) return []
    return [
      {
        code: 'changed-by-input',
        message: `the input changes ${changed.join(', ')} of ${service.name}: what was there when the controller started is used until the next start (inference; ChangeServiceConfig would tell it)`,
      },
    ]
  })
}

/** The input has it, and the base that the system was started with has not. */
function createdByInput(name: string): string {
  return `only the input has ${name}: the Service Control Manager does not know a service that was written into the registry until the next start (Windows NT DDK); CreateService would tell it`
}

function dataOf(service: Service, name: (typeof kept)[number]): string {
  switch (name) {
    case 'Type':
      return String(service.type?.value)
    case 'Start':
      return String(service.start?.value)
    case 'ErrorControl':
      return String(service.errorControl?.value)
    case 'Group':
      return JSON.stringify(service.group?.value)
    case 'DependOnService':
      return JSON.stringify(service.dependOnService.map(({ value }) => value))
    case 'DependOnGroup':
      return JSON.stringify(service.dependOnGroup.map(({ value }) => value))
  }
}

/** Dependencies that the controller does not find although the registry has them by now. */
export function unseenDependencies(
  { database, registry }: RunningSystem,
  steps: readonly RunningStep[],
): Remark[] {
  if (database === registry) return []
  return steps
    .filter(({ state, name }) => state === 'missing' && registry.has(name))
    .map(({ name }) => ({ code: 'created-by-input', message: createdByInput(name) }))
}

/** A service that only an overlay has, written into the registry of a running system. */
export function unknownToController(
  { registry, notes }: RunningSystem,
  action: ControlSimulation['action'],
  written: Service,
): ControlSimulation {
  return {
    action,
    name: written.name,
    service: undefined,
    written,
    call: { status: win32.doesNotExist, reason: createdByInput(written.name), others: [] },
    steps: [],
    // The kernel reads the key that it is given, whether the controller knows it or not.
    kernel: action === 'start' ? loadCall(registry, written, false) : unloadCall(written, false),
    unknown: [],
    notes,
  }
}
