import { isDelayed } from '../planner/index.ts'
import { type Service, serviceTypes } from '../services/index.ts'

const autoStart = 2

/**
 * Whether the Service Control Manager starts an entry at every start of the system. User services start at logon
 * (Microsoft: Per-user services in Windows), and what is marked for deletion is not started.
 */
export function isAutoStart({ kind, type, start, deleteFlag }: Service): boolean {
  return (
    (kind === 'driver' || kind === 'service') &&
    start?.value === autoStart &&
    ((type?.value ?? 0) & serviceTypes.userService) === 0 &&
    (deleteFlag?.value ?? 0) === 0
  )
}

/** {@link isAutoStart}, and not after all others. */
export function isPromptAutoStart(service: Service): boolean {
  return isAutoStart(service) && !isDelayed(service)
}
