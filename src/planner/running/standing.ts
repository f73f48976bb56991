import { quote } from '../../diagnostics/index.ts'
import type { Service } from '../../services/index.ts'
import { circularCause, failureEventName } from '../boot/causes.ts'
import { bootEvent } from '../boot/events.ts'
import { isMarkedForDeletion } from '../scm-members.ts'
import { storedStart } from '../start-override.ts'
import { passedOver } from '../unfit.ts'
import { isUserServiceTemplate } from './control-facts.ts'
import { type StatusCode, win32 } from './status.ts'

const demandStart = 3
const disabled = 4

/** Whether a service runs, can be started or cannot, and why. */
export type Standing =
  | { readonly kind: 'running' }
  | { readonly kind: 'starts' }
  | {
      readonly kind: 'cannot'
      readonly status: StatusCode
      readonly event?: number
      /** A clause that follows the name of the service. */
      readonly reason: string
    }
  /** Not known from the input. */
  | { readonly kind: 'open'; readonly reason: string }

/** Why the controller would not start a service, whatever its dependencies; undefined where it would try. */
export function ownObstacle(service: Service): Standing | undefined {
  const unfit = passedOver(service)
  if (unfit) return { kind: 'cannot', status: win32.doesNotExist, reason: unfit.message }
  if (isMarkedForDeletion(service))
    return { kind: 'cannot', status: win32.markedForDelete, reason: 'marked for deletion (DeleteFlag)' }
  const start = storedStart(service)
  if (start === disabled) return { kind: 'cannot', status: win32.disabled, reason: 'disabled (Start is 4)' }
  if (isUserServiceTemplate(service))
    return {
      kind: 'open',
      reason:
        'a template: each user gets an instance of it at logon; what starting it by name does is not documented',
    }
  if (start !== undefined && start > disabled)
    return { kind: 'open', reason: `Start is ${start}, of which nothing is documented` }
  return undefined
}

/** What stands in the way of a service because of one that it depends on; undefined where nothing does. */
export function dependencyObstacle(name: string, standing: Standing): Standing | undefined {
  switch (standing.kind) {
    case 'running':
    case 'starts':
      return undefined
    case 'open':
      return { kind: 'open', reason: `it needs ${quote(name)}, of which it is not known whether it starts` }
    case 'cannot':
      return isGone(standing.status)
        ? { ...dependencyMissing(name), reason: `it needs ${quote(name)}: ${standing.status.message}` }
        : refusal(
            'dependency-failed',
            win32.dependencyFail,
            `it needs ${quote(name)}, which cannot be started`,
          )
  }
}

/** Microsoft, StartServiceW: 1075 is for a dependency that does not exist and for one that is marked for deletion. */
function isGone({ code }: StatusCode): boolean {
  return code === win32.doesNotExist.code || code === win32.markedForDelete.code
}

type Refusal = Standing & { readonly kind: 'cannot' }

/** Whoever calls StartService starts on demand, whatever Start is: so the event is that of a demand start. */
function refusal(cause: string, status: StatusCode, reason: string): Refusal {
  const { id } = bootEvent(failureEventName(cause, demandStart), reason)
  return { kind: 'cannot', status, event: id, reason }
}

export function dependencyMissing(name: string): Refusal {
  const reason = `it needs ${quote(name)}, which does not exist`
  return refusal('dependency-missing', win32.dependencyDeleted, reason)
}

export function groupNotRunning(group: string, members: number): Refusal {
  const what = members === 0 ? 'which has no member' : 'of which no member runs or can be started'
  return refusal('group-not-running', win32.dependencyFail, `it needs group ${quote(group)}, ${what}`)
}

/** `loop`: the services that need each other, this one among them. */
export function circular(loop: readonly Service[], service: Service): Refusal {
  const { code, message } = circularCause(loop, service)
  return refusal(code, win32.circular, message)
}

export function waitingFor({ name }: Service): Refusal {
  return refusal('dependency-circular', win32.circular, `it needs ${quote(name)}, which waits for it in turn`)
}

/** A fragment does not tell whether what it does not hold exists. */
export function notInInput(what: string): Standing {
  return { kind: 'open', reason: `it needs ${what}, which this input does not hold` }
}

/**
 * What a start fails of: that a dependency does not exist is found before any is tried; else the first. What is not
 * known counts only where nothing else stands in the way.
 */
export function worstOf(obstacles: readonly Standing[]): Standing | undefined {
  return (
    obstacles.find((one) => one.kind === 'cannot' && one.status === win32.dependencyDeleted) ??
    obstacles.find(({ kind }) => kind === 'cannot') ??
    obstacles[0]
  )
}

/** Of a group and one of its members: it runs when a member does, and its own failure is told where none does. */
export function betterOf(group: Standing, member: Standing): Standing {
  if (group.kind === 'running' || group.kind === 'starts' || member.kind === 'cannot') return group
  return member.kind === 'open' && group.kind === 'open' ? group : member
}
