import { count } from '../../diagnostics/index.ts'
import { type Service, type Services, serviceTypes } from '../../services/index.ts'
import { type StartOptions, startThatCounts } from '../start-override.ts'
import { loadedAsDriver, passedOver } from '../unfit.ts'
import type { Cause, Outcome, ServiceOutcome } from './simulation.ts'

const demandStart = 3
const disabled = 4

/** What no phase holds, with why; by name. */
export function othersOf(
  services: Services,
  attempted: ReadonlyMap<Service, ServiceOutcome>,
  options: StartOptions,
): ServiceOutcome[] {
  return services.all
    .filter((service) => !attempted.has(service))
    .map((service) => {
      const { start } = startThatCounts(services, service, options)
      return {
        service,
        phase: undefined,
        position: undefined,
        start,
        errorControl: service.effective.errorControl,
        pulledInBy: undefined,
        remark: undefined,
        ...fateOf(service, start),
      }
    })
}

type Fate = Pick<ServiceOutcome, 'outcome' | 'cause'> & Partial<Pick<ServiceOutcome, 'remark'>>

function fateOf(service: Service, start: number | undefined): Fate {
  const { kind, type, deleteFlag, triggers } = service
  if (kind === 'container') return fate('container', 'the key holds no service')
  if (kind === 'adapter') return fate('adapter', 'an adapter: a set of arguments')
  if (start === disabled) return { outcome: 'disabled', cause: undefined }
  if (start === demandStart) {
    if (triggers === 0) return { outcome: 'demand', cause: undefined }
    const remark: Cause = { code: 'trigger', message: `${count(triggers, 'trigger')} can start it` }
    return { outcome: 'demand', cause: undefined, remark }
  }
  if ((deleteFlag?.value ?? 0) !== 0) return fate('marked-for-deletion', 'it is marked for deletion')
  if (((type?.value ?? 0) & serviceTypes.userService) !== 0)
    return fate('user-service', 'a user service: it starts when its user logs on')
  const unfit = start === undefined ? passedOver(service) : undefined
  if (unfit) return fate(unfit.code, unfit.message)
  if (start !== undefined && start < 2)
    return fate('not-added', 'the loader does not add it: Group or ImagePath is empty or of a wrong type')
  const asDriver = loadedAsDriver(service)
  return fate('not-taken', asDriver?.message ?? 'nothing starts it')
}

function fate(code: string, message: string, outcome: Outcome = 'no-part'): Fate {
  return { outcome, cause: { code, message } }
}
