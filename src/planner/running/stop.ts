import { count } from '../../diagnostics/index.ts'
import type { Service } from '../../services/index.ts'
import { storedStart } from '../start-override.ts'
import { passedOver } from '../unfit.ts'
import { launchProtection, loaderOf } from './control-facts.ts'
import { unloadCall } from './driver-calls.ts'
import { unknownToController, unseenChanges } from './overlay.ts'
import { naming } from './remark.ts'
import type { CallStatus, ControlSimulation, Remark, RunningStep, RunningSystem } from './simulation.ts'
import { win32 } from './status.ts'
import { type StopClosure, stopClosure, stoppedDependents } from './stop-closure.ts'
import { decision, driverUses, startedSince } from './stop-decision.ts'

const demandStart = 3

/** What a stop of a service would do; undefined as for {@link simulateStart}. */
export function simulateStop(system: RunningSystem, name: string): ControlSimulation | undefined {
  const service = system.database.get(name)
  const written = system.registry.get(name)
  if (!service) return written && unknownToController(system, 'stop', written)
  const runs = system.running.has(service)
  const closure =
    runs && !passedOver(service) ? stopClosure(system.running, service) : { dependents: [], viaGroup: [] }
  const steps = stopSteps(service, runs, closure)
  return {
    action: 'stop',
    name: service.name,
    service,
    written,
    call: stopStatus(service, runs, closure),
    steps,
    kernel: unloadCall(written ?? service, runs),
    unknown: stopUnknown(system, service, runs, closure),
    notes: [
      ...system.notes,
      ...stopNotes(service, runs, closure),
      ...unseenChanges(
        system,
        steps.flatMap((step) => step.service ?? []),
      ),
    ],
  }
}

function stopSteps(service: Service, runs: boolean, { dependents }: StopClosure): RunningStep[] {
  if (passedOver(service)) return []
  const all = [...dependents, { service, reason: 'asked for', direct: false }]
  return all.map((one, index) => ({
    position: index + 1,
    name: one.service.name,
    service: one.service,
    state: runs ? 'running' : 'stopped',
    action: runs ? (one.service.kind === 'driver' ? 'unload' : 'stop') : 'none',
    reason: one.reason,
    status: runs ? undefined : win32.notActive,
    event: undefined,
  }))
}

function stopStatus(service: Service, runs: boolean, { dependents }: StopClosure): CallStatus {
  const unfit = passedOver(service)
  if (unfit) return { status: win32.doesNotExist, reason: unfit.message, others: [] }
  if (!runs) {
    const mayRun = service.kind === 'driver' || storedStart(service) === demandStart
    const others = mayRun ? startedSince(service) : []
    return { status: win32.notActive, reason: 'the boot has not started it', others }
  }
  if (dependents.length > 0) {
    const direct = dependents.filter((one) => one.direct).length
    return {
      status: win32.dependentsRunning,
      reason: `${count(direct, 'running service')} ${direct === 1 ? 'depends' : 'depend'} on it${
        dependents.length > direct ? `, ${dependents.length} with those that depend on them` : ''
      }`,
      others: [],
    }
  }
  return { status: undefined, ...decision(service) }
}

function stopUnknown(
  { database, running }: RunningSystem,
  service: Service,
  runs: boolean,
  { dependents, viaGroup }: StopClosure,
): Remark[] {
  const unknown: Remark[] = []
  // To the controller there is nothing to be stopped.
  if (passedOver(service)) return unknown
  if (service.kind === 'driver') {
    if (runs)
      unknown.push({
        code: 'driver-unload',
        message:
          'whether the driver has set DriverUnload: it may set or clear it as it runs (NuMega), and no registry shows it',
      })
    const use = driverUses[loaderOf(service)]
    unknown.push({ code: use.code, message: runs ? use.runs : use.idle })
  } else if (runs)
    unknown.push({
      code: 'accepts-stop',
      message: 'whether it accepts a stop: its process tells that as it runs, no registry does',
    })
  if (dependents.some((one) => one.service.kind === 'service'))
    unknown.push({
      code: 'ended-since',
      message: 'whether all of these still run: a service may end by itself',
    })
  const stopped = stoppedDependents(database, running, service)
  if (runs && stopped.length > 0)
    unknown.push(
      naming(
        'started-since',
        stopped,
        (names) => `whether someone has started what depends on it and does not run after a boot: ${names}`,
      ),
    )
  const met = viaGroup.map((one) => one.service)
  if (met.length > 0)
    unknown.push(
      naming(
        'group-dependents',
        met,
        (names) =>
          `whether services count that need a group of which another member runs, so that their dependency is still met: ${names}`,
      ),
    )
  return unknown
}

function stopNotes(service: Service, runs: boolean, { dependents }: StopClosure): Remark[] {
  const notes: Remark[] = []
  const protection = runs && launchProtection(service)
  if (protection)
    notes.push({
      code: 'protected',
      message: `only protected processes may stop it: LaunchProtected is ${service.launchProtected?.value} (${protection})`,
    })
  if (dependents.length > 0)
    notes.push({
      code: 'order',
      message:
        'the controller refuses and stops nothing; whoever asks has to stop these first, in this order (Microsoft, EnumDependentServices)',
    })
  const guarded = dependents.map(({ service }) => service).filter(launchProtection)
  if (guarded.length > 0)
    notes.push(
      naming(
        'protected-dependents',
        guarded,
        (names) => `only protected processes may stop ${names} (LaunchProtected)`,
      ),
    )
  const drivers = dependents.map(({ service }) => service).filter(({ kind }) => kind === 'driver')
  if (drivers.length > 0)
    notes.push(
      naming(
        'driver-dependents',
        drivers,
        (names) =>
          `${count(drivers.length, 'of them is a driver', 'of them are drivers')}, which may refuse to unload (error 1052): ${names}`,
      ),
    )
  return notes
}
