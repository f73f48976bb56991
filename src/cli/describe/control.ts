import type { Service } from '../../index.ts'
import type { Control, Relation } from '../../report/show.ts'
import { count, listing } from '../../report/terms.ts'

const disabled = 4
/** Type bit of a user-service template; with 0x80 it is an instance of one. */
const userService = 0x40
const userServiceInstance = 0x80

/**
 * What the Service Control Manager can do with an entry. KB 101501: it starts, pauses, stops and continues services,
 * and starts and stops (loads and unloads) device drivers.
 */
export function controlOf(service: Service, dependents: readonly Relation[]): Control {
  switch (service.kind) {
    case 'driver':
      return driverControl(service)
    case 'service':
      return serviceControl(service, dependents)
    case 'adapter':
      return nothing('an adapter is a set of arguments, nothing that runs; its Start is ignored (KB 103000)')
    case 'container':
      return nothing('the key has no Type, Start or ErrorControl: the controller does not know it')
    case 'unknown':
      return nothing('without a Type that Windows knows the controller does not take it into its database')
  }
}

function nothing(note: string): Control {
  return { controls: [], registryPath: null, notes: [note] }
}

function driverControl({ name, start }: Service): Control {
  const notes = ['no pause and no continue: drivers take stop and interrogate only']
  if (start?.value === 0) notes.unshift('the boot loader has loaded it before the controller runs')
  if (start?.value === disabled) notes.unshift('starting it is refused while Start is 4 (error 1058)')
  notes.push(
    'unloading needs an unload routine in the driver and is refused for a Plug and Play driver (error 1052)',
  )
  return {
    controls: ['load', 'unload'],
    // What a PUNICODE_STRING of ZwLoadDriver holds: HKEY_LOCAL_MACHINE is \Registry\Machine to the kernel.
    registryPath: `\\Registry\\Machine\\System\\CurrentControlSet\\Services\\${name}`,
    notes,
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
