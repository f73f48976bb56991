import { count, passedOver, type Service } from '../../index.ts'
import type { Control, Relation, ShownOrder } from '../../report/show.ts'
import { listing } from '../../report/terms.ts'

const disabled = 4
/** Type bit of a user-service template; with 0x80 it is an instance of one. */
const userService = 0x40
const userServiceInstance = 0x80

/**
 * What the Service Control Manager can do with an entry. KB 101501: it starts, pauses, stops and continues services,
 * and starts and stops (loads and unloads) device drivers.
 */
export function controlOf(
  service: Service,
  order: ShownOrder | undefined,
  dependents: readonly Relation[],
): Control {
  if (service.kind === 'container')
    return nothing('the key has no Type, Start or ErrorControl: the controller does not know it')
  const unfit = passedOver(service)
  if (service.kind === 'driver') return driverControl(service, order, unfit?.message)
  return unfit ? nothing(unfit.message) : serviceControl(service, dependents)
}

function nothing(note: string): Control {
  return { controls: [], registryPath: null, notes: [note] }
}

/**
 * What holds of every driver. KB 101501; error 1052 of a driver that cannot be unloaded: Microsoft, ControlService; the
 * unload routine, open handles and the two calls: NuMega, "Notes on Unloading NT 4.0 Kernel Mode Drivers" (1999).
 */
const driverNotes: readonly string[] = [
  'no pause and no continue: drivers take stop and interrogate only',
  'unloading needs an unload routine (DriverUnload), which no registry shows: the driver may clear or set it as it runs',
  'unloading is refused for a Plug and Play driver (error 1052), and put off while handles to its devices are open',
  'drivers call ZwLoadDriver and ZwUnloadDriver: undocumented in 1999, Windows 98 has only the former (NuMega)',
]

function driverControl(
  { name, start }: Service,
  order: ShownOrder | undefined,
  unfit: string | undefined,
): Control {
  const notes: string[] = []
  if (unfit !== undefined) notes.push(unfit)
  if (start?.value === disabled) notes.push('starting it is refused while Start is 4 (error 1058)')
  if (order?.phase === 'boot') notes.push('the boot loader has loaded it before the controller runs')
  return {
    controls: unfit === undefined ? ['load', 'unload'] : [],
    // What a PUNICODE_STRING of ZwLoadDriver holds: HKEY_LOCAL_MACHINE is \Registry\Machine to the kernel.
    registryPath: `\\Registry\\Machine\\System\\CurrentControlSet\\Services\\${name}`,
    notes: [...notes, ...driverNotes],
  }
}

function serviceControl({ type, start, triggers }: Service, dependents: readonly Relation[]): Control {
  const notes: string[] = []
  if (start?.value === disabled) notes.push('starting it is refused while Start is 4 (error 1058)')
  const flags = type?.value ?? 0
  if ((flags & userService) !== 0 && (flags & userServiceInstance) === 0)
    notes.push('a template: each user gets an instance of it at logon')
  if (triggers > 0) notes.push(`${count(triggers, 'trigger')} can start or stop it too`)
  notes.push(
    'its running process says which of stop, pause and continue it accepts; others fail with error 1052',
  )
  const running = dependents.filter(({ group }) => group === null).map(({ name }) => name)
  if (running.length > 0)
    notes.push(`stopping it is refused while one of ${listing(running)} runs (error 1051)`)
  return { controls: ['start', 'stop', 'pause', 'continue'], registryPath: null, notes }
}
