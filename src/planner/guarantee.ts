import { upcase } from '../services/index.ts'
import { isMeasuredBootImage } from './measured-boot.ts'
import type { Algorithm, ControllerPhase, Guarantee, Phase, Step } from './plan.ts'
import { dependsOn } from './scm-members.ts'

/** What stands behind "first loads before second", in a code, and in words that start with a name. */
export interface Judgement {
  readonly guarantee: Guarantee
  /** `group-order`, `tag-order`, `tag-listed-first`, `no-group`, `promoted`, `group-not-listed`, … */
  readonly code: string
  readonly reason: string
}

export type Placed = Omit<Step, 'position' | 'guarantee' | 'guaranteeCode' | 'guaranteeReason' | 'reason'>

/** Of the first step of a phase there is nothing to judge but that the phase comes when it does. */
export const firstOfPhase: Judgement = {
  guarantee: 'documented',
  code: 'first-of-phase',
  reason: 'the first of its phase',
}

const promotions: ReadonlySet<string> = new Set(['promoted-image', 'promoted-group', 'measured-boot'])

/**
 * Judges the order of two steps of one phase, the earlier one first; not only of neighbours. With the algorithm, what
 * that loader does on machines that measure their boot counts too.
 */
export function judge(first: Placed, second: Placed, phase: Phase, algorithm?: Algorithm): Judgement {
  if (phase !== 'boot' && phase !== 'system') return judgeServices(first, second, phase)
  return (
    (mayBeMeasured(second, phase, algorithm) ? underMeasuredBoot(first, second) : undefined) ??
    judgeDrivers(first, second)
  )
}

/**
 * A machine that measures its boot loads msisadrv, pci and tpm right after ACPI, before whatever the loader does not
 * promote by its image. Whether a machine does, no registry tells; undefined where it makes no difference to the two.
 */
function underMeasuredBoot(first: Placed, second: Placed): Judgement | undefined {
  if (isInMeasuredBlock(first) || has(first, 'promoted-image') || has(first, 'imported')) return undefined
  const { name } = second.service
  return open('measured-boot', `a machine that measures its boot loads ${name} right after ACPI`)
}

/** Whether a driver is shown where its group and tag put it, but would load earlier if the boot were measured. */
export function mayBeMeasured(step: Placed, phase: Phase, algorithm: Algorithm | undefined): boolean {
  if (phase !== 'boot' || algorithm !== 'modern' || !isInMeasuredBlock(step)) return false
  return !['measured-boot', 'imported', 'no-group-order'].some((code) => has(step, code))
}

function isInMeasuredBlock({ service }: Placed): boolean {
  return isMeasuredBootImage(service.effective.imageName)
}

function judgeDrivers(first: Placed, second: Placed): Judgement {
  if (has(first, 'no-group-order')) {
    return open('no-group-order', 'no ServiceGroupOrder is known; reverse name order is assumed')
  }
  if (has(second, 'may-load-earlier')) {
    const why = `${second.service.name} may load earlier, as an import of another image`
    return open('may-load-earlier', why)
  }
  // What a loader does besides does not weaken what a document says of the same two.
  const byDocument = documentedOrder(first, second)
  if (byDocument !== undefined) return byDocument
  const imported = [first, second].find((step) => has(step, 'imported'))
  if (imported !== undefined) {
    return release('imported', `${imported.service.name} is loaded with an image that imports it`)
  }
  const promoted = [first, second].find(isPromoted)
  if (promoted !== undefined && !arePromotedAlike(first, second)) {
    return release('promoted', `the loader of this release puts ${promoted.service.name} before all groups`)
  }
  return judgeTie(first, second)
}

/** Whether the loader puts both before all groups because they are in the same one. */
function arePromotedAlike(first: Placed, second: Placed): boolean {
  return has(first, 'promoted-group') && has(second, 'promoted-group') && areInOneGroup(first, second)
}

function areInOneGroup(first: Placed, second: Placed): boolean {
  return (
    first.group !== undefined && second.group !== undefined && upcase(first.group) === upcase(second.group)
  )
}

/**
 * The order of two drivers as far as Microsoft documents it. KB 115486: groups of ServiceGroupOrder, then tags of the
 * vector, then the other members. Windows 2000 registry reference, "Group": what has no group comes after all that have.
 */
export function documentedOrder(first: Placed, second: Placed): Judgement | undefined {
  if (first.groupPosition === undefined) return undefined
  const { group } = first
  const [a, b] = [first.service.name, second.service.name]
  if (second.groupPosition === undefined) {
    return second.group === undefined
      ? documented('no-group', `${b} has no group, ${a} is in group ${group}`)
      : undefined
  }
  if (first.groupPosition < second.groupPosition) return byGroup(first, second)
  if (first.groupPosition > second.groupPosition || first.tagPosition === undefined) return undefined
  if (second.tagPosition === undefined) {
    const lacks = second.tag === undefined ? 'has no tag' : `has tag ${second.tag}, which is not in it`
    const reason = `tag ${first.tag} of ${a} is in the vector of group ${group}; ${b} ${lacks}`
    return documented('tag-listed-first', reason)
  }
  if (first.tagPosition >= second.tagPosition) return undefined
  const order = `tag ${first.tag} of ${a} stands before tag ${second.tag} of ${b}`
  return documented('tag-order', `${order} in the vector of group ${group}`)
}

/** What neither a group nor a tag that Microsoft documents sets apart. */
function judgeTie(first: Placed, second: Placed): Judgement {
  const [a, b] = [first.service.name, second.service.name]
  if (areInOneGroup(first, second)) {
    const { group } = first
    if (first.tagPosition === undefined)
      return release(
        'no-listed-tag',
        `neither ${a} nor ${b} has a tag that the vector of group ${group} lists`,
      )
    if (first.tagPosition === second.tagPosition)
      return release('tag-shared', `${a} and ${b} share tag ${first.tag} in group ${group}`)
    // Tags decide within a group that is not listed too; that its members stay together is not documented.
    const reason = `tag ${first.tag} of ${a} comes first in group ${group}, which is not listed`
    return release('tag-in-unlisted-group', reason)
  }
  const stray = first.groupPosition === undefined ? first : second
  const what = stray.group === undefined ? 'has no group' : `is in group ${stray.group}, which is not listed`
  return release('group-not-listed', `${stray.service.name} ${what}; no document places it`)
}

/**
 * Microsoft documents groups and dependencies ("Automatically Starting Services"). Of drivers it says elsewhere that the
 * controller ignores their group ("Specifying Driver Load Order"), so theirs is open. The rest is svcsim's definition.
 */
function judgeServices(first: Placed, second: Placed, phase: ControllerPhase): Judgement {
  const [a, b] = [first.service.name, second.service.name]
  if (areInOneLoop(first, second))
    return open('dependency-loop', `${a} and ${b} need each other in a loop: neither is started`)
  if (dependsOn(second.service, first.service)) return documented('dependency', `${b} depends on ${a}`)
  if (phase === 'auto' && isInTurn(first) && isInTurn(second)) {
    const unlisted = Number.MAX_SAFE_INTEGER
    if ((first.groupPosition ?? unlisted) < (second.groupPosition ?? -1)) {
      const driver = [first, second].find(({ service }) => service.kind === 'driver')
      if (driver === undefined) return byGroup(first, second)
      const reason = `Microsoft's documents disagree on whether the group of a driver such as ${driver.service.name} counts here`
      return open('group-order-disputed', reason)
    }
  }
  return open('name-order', `no document says whether ${a} or ${b} comes first`)
}

/** Whether the controller starts neither of two, as both are in one loop of dependencies. */
export function areInOneLoop(first: Placed, second: Placed): boolean {
  return first.loop !== undefined && first.loop === second.loop
}

/** Whether its group, and nothing else, gives a service its turn. */
function isInTurn(step: Placed): boolean {
  return !has(step, 'pulled-in') && !has(step, 'early-start')
}

function isPromoted({ reasons }: Placed): boolean {
  return reasons.some(({ code }) => promotions.has(code))
}

function byGroup(first: Placed, second: Placed): Judgement {
  const groups = `group ${first.group} stands before group ${second.group} in ServiceGroupOrder`
  return documented('group-order', groups)
}

function has(step: Placed, code: string): boolean {
  return step.reasons.some((reason) => reason.code === code)
}

function documented(code: string, reason: string): Judgement {
  return { guarantee: 'documented', code, reason }
}

function release(code: string, reason: string): Judgement {
  return { guarantee: 'release', code, reason }
}

function open(code: string, reason: string): Judgement {
  return { guarantee: 'open', code, reason }
}
