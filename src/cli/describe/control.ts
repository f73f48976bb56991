import {
  count,
  driverControlFacts,
  driverRegistryPath,
  isUserServiceTemplate,
  passedOver,
  type Service,
} from '../../index.ts'
import type { Control, Relation, ShownOrder } from '../../report/show.ts'
import { listing } from '../../report/terms.ts'

const disabled = 4

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
    registryPath: driverRegistryPath(name),
    notes: [...notes, ...driverControlFacts],
  }
}

function serviceControl(service: Service, dependents: readonly Relation[]): Control {
  const { start, triggers } = service
  const notes: string[] = []
  if (start?.value === disabled) notes.push('starting it is refused while Start is 4 (error 1058)')
  if (isUserServiceTemplate(service)) notes.push('a template: each user gets an instance of it at logon')
  if (triggers > 0) notes.push(`${count(triggers, 'trigger')} can start or stop it too`)
  notes.push(
    'its running process says which of stop, pause and continue it accepts; others fail with error 1052',
  )
  const running = dependents.filter(({ group }) => group === null).map(({ name }) => name)
  if (running.length > 0)
    notes.push(`stopping it is refused while one of ${listing(running)} runs (error 1051)`)
  return { controls: ['start', 'stop', 'pause', 'continue'], registryPath: null, notes }
}
