import { count } from '../../diagnostics/index.ts'
import type { Service } from '../../services/index.ts'
import { storedStart } from '../start-override.ts'
import { isUserServiceTemplate, loadedSince, loaderOf } from './control-facts.ts'
import { loadCall } from './driver-calls.ts'
import { unknownToController, unseenChanges, unseenDependencies } from './overlay.ts'
import type { CallStatus, ControlSimulation, OtherStatus, Remark, RunningSystem } from './simulation.ts'
import { type StartClosure, startClosure } from './start-closure.ts'
import { win32 } from './status.ts'

const demandStart = 3
const disabled = 4

/** What a start of a service would do; undefined where neither the controller nor the registry knows the name. */
export function simulateStart(system: RunningSystem, name: string): ControlSimulation | undefined {
  const service = system.database.get(name)
  const written = system.registry.get(name)
  if (!service) return written && unknownToController(system, 'start', written)
  const runs = system.running.has(service)
  const closure = startClosure(system, service)
  return {
    action: 'start',
    name: service.name,
    service,
    written,
    call: startStatus(service, closure),
    steps: closure.steps,
    kernel: loadCall(system.registry, written ?? service, runs),
    unknown: startUnknown(service, runs, closure),
    notes: [
      ...system.notes,
      ...startNotes(service, closure),
      ...unseenChanges(
        system,
        closure.steps.flatMap((step) => step.service ?? []),
      ),
      ...unseenDependencies(system, closure.steps),
    ],
  }
}

function startStatus(service: Service, { target, steps }: StartClosure): CallStatus {
  if (target.kind === 'running') return runsAlready(service)
  if (target.kind === 'cannot') return { status: target.status, reason: target.reason, others: [] }
  if (target.kind === 'open') return { status: undefined, reason: target.reason, others: [] }
  const others: OtherStatus[] = [
    { status: win32.accessDenied, when: 'the caller has no SERVICE_START right' },
    { status: win32.pathNotFound, when: 'its image is not there' },
  ]
  // A StartOverride can leave a driver of boot start to Plug and Play.
  if (service.kind === 'driver' || storedStart(service) === demandStart)
    others.unshift({
      status: win32.alreadyRunning,
      when: service.kind === 'driver' ? loadedSince[loaderOf(service)] : 'it was started since the boot',
    })
  const once = steps.length > 1 ? ', once its dependencies run' : ''
  if (service.kind === 'driver') return { status: win32.success, reason: `it is loaded${once}`, others }
  others.push({ status: win32.requestTimeout, when: 'its process does not answer in time' })
  if (needsLogon(service)) others.push({ status: win32.logonFailed, when: 'its account cannot log on' })
  return {
    status: win32.success,
    reason: `its process is started${once}`,
    others,
  }
}

/** What the boot has started may have ended by itself: services do once their work is done. */
function runsAlready({ kind }: Service): CallStatus {
  const { alreadyRunning, success } = win32
  if (kind === 'driver')
    return {
      status: alreadyRunning,
      reason: 'it has been loaded since the boot',
      others: [{ status: success, when: 'its DriverEntry failed at boot, or it was unloaded since' }],
    }
  return {
    status: alreadyRunning,
    reason: 'it has run since the boot, unless it has ended since',
    others: [{ status: success, when: 'it has ended since the boot, by itself or since it was stopped' }],
  }
}

/** Accounts that have no password to be wrong (Microsoft, CreateServiceW, lpServiceStartName). */
const builtIn: ReadonlySet<string> = new Set([
  'localsystem',
  '.\\localsystem',
  'nt authority\\system',
  'nt authority\\localservice',
  'nt authority\\local service',
  'nt authority\\networkservice',
  'nt authority\\network service',
])

function needsLogon({ effective }: Service): boolean {
  return !builtIn.has((effective.objectName ?? 'localsystem').toLowerCase())
}

function startUnknown(service: Service, runs: boolean, { target, steps }: StartClosure): Remark[] {
  if (runs || target.kind !== 'starts') return []
  const unknown: Remark[] = []
  if (service.kind === 'service')
    unknown.push({
      code: 'process',
      message:
        'whether its process starts and reports that it runs: StartService returns before that (Microsoft)',
    })
  else
    unknown.push({
      code: 'driver-entry',
      message: `whether its DriverEntry succeeds${loaderOf(service) === 'plug-and-play' ? ', and its devices are there' : ''}`,
    })
  const demand = steps.filter(
    (step) => step.service !== service && (step.action === 'start' || step.action === 'load'),
  )
  if (demand.length > 0)
    unknown.push({
      code: 'started-since',
      message: `whether ${demand.length === 1 ? 'its dependency runs' : 'some of its dependencies run'} already: a program, a trigger or Plug and Play may have started ${demand.length === 1 ? 'it' : 'them'} since the boot`,
    })
  return unknown
}

function startNotes(service: Service, { steps, target }: StartClosure): Remark[] {
  const notes: Remark[] = []
  const { kind, effective, triggers } = service
  const isTried = target.kind === 'starts' || target.kind === 'running'
  if (kind === 'service' && effective.objectName !== undefined && isTried)
    notes.push({ code: 'account', message: `its process runs as ${effective.objectName}` })
  if (triggers > 0)
    notes.push({
      code: 'triggers',
      message: `${count(triggers, 'trigger')} can start or stop it too`,
    })
  if (isUserServiceTemplate(service))
    notes.push({
      code: 'template',
      message: `an instance of it is named ${service.name}_ and a number that is made at logon: that is what can be started and stopped`,
    })
  if (kind === 'driver') notes.push(...loaderNotes(service, target.kind === 'running'))
  const refused = steps.some(({ action }) => action === 'cannot')
  const started = steps.filter((step) => step.action === 'start' || step.action === 'load')
  if (target.kind === 'cannot' && refused && started.length > 0)
    notes.push({
      code: 'partial',
      message: `the call fails; whether ${started.length === 1 ? 'what' : 'those that'} can be started ${started.length === 1 ? 'is' : 'are'} started before it does is not documented`,
    })
  return notes
}

/** How a driver comes to be loaded that nobody asks the controller for. */
function loaderNotes(service: Service, runs: boolean): Remark[] {
  const start = storedStart(service)
  const loader = loaderOf(service)
  if (loader === 'plug-and-play' && start === demandStart)
    return [
      {
        code: 'plug-and-play',
        message:
          'a Plug and Play function driver is loaded when its device appears; groups and dependencies do not count then (Microsoft)',
      },
    ]
  if (loader !== 'mount' || runs || (start !== demandStart && start !== disabled)) return []
  const minds = start === disabled ? '; whether Start 4 keeps it from that is not documented' : ''
  return [
    {
      code: 'file-system',
      message: `a file system that comes with Windows is loaded when a volume with it is first used: the file system recognizer asks for it (Microsoft, "How the Volume is Recognized")${minds}`,
    },
  ]
}
