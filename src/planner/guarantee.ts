import type { ControllerPhase, Guarantee, Phase, Step } from './plan.ts'
import { dependsOn } from './scm-members.ts'

/** What stands behind "first loads before second", in a code, and in words that start with a name. */
export interface Judgement {
  readonly guarantee: Guarantee
  readonly code: string
  readonly reason: string
}

export type Placed = Omit<Step, 'position' | 'guarantee' | 'reason'>

const promotions: ReadonlySet<string> = new Set(['promoted-image', 'promoted-group', 'measured-boot'])

/** Judges the order of two steps of one phase, the earlier one first; not only of neighbours. */
export function judge(first: Placed, second: Placed, phase: Phase): Judgement {
  return phase === 'boot' || phase === 'system'
    ? judgeDrivers(first, second)
    : judgeServices(first, second, phase)
}

/** KB 115486 promises the order of groups and of listed tags, and nothing else. */
function judgeDrivers(first: Placed, second: Placed): Judgement {
  if (has(first, 'no-group-order')) {
    return defined('no-group-order', 'no ServiceGroupOrder is known; reverse name order is assumed')
  }
  const promoted = [first, second].find((step) => step.reasons.some(({ code }) => promotions.has(code)))
  if (promoted !== undefined) {
    return release('promoted', `the loader of this release puts ${promoted.service.name} before all groups`)
  }
  if (first.groupPosition === undefined || second.groupPosition === undefined) {
    const stray = first.groupPosition === undefined ? first : second
    const what =
      stray.group === undefined ? 'has no group' : `is in group ${stray.group}, which is not listed`
    return release('group-not-listed', `${stray.service.name} ${what}; no document places it`)
  }
  if (first.groupPosition !== second.groupPosition) return byGroup(first, second)
  return judgeTags(first, second)
}

function judgeTags(first: Placed, second: Placed): Judgement {
  const group = `group ${first.group}`
  const [a, b] = [first.service.name, second.service.name]
  if (first.tagPosition === undefined) {
    return release('no-listed-tag', `neither ${a} nor ${b} has a tag that the vector of ${group} lists`)
  }
  if (second.tagPosition === undefined) {
    const lacks = second.tag === undefined ? 'has no tag' : `has tag ${second.tag}, which is not in it`
    return documented(
      'tag-listed-first',
      `tag ${first.tag} of ${a} is in the vector of ${group}; ${b} ${lacks}`,
    )
  }
  if (first.tagPosition === second.tagPosition) {
    return release('tag-shared', `${a} and ${b} share tag ${first.tag} in ${group}`)
  }
  const order = `tag ${first.tag} of ${a} stands before tag ${second.tag} of ${b}`
  return documented('tag-order', `${order} in the vector of ${group}`)
}

/** Microsoft documents groups and dependencies ("Automatically Starting Services"); the rest is svcsim's definition. */
function judgeServices(first: Placed, second: Placed, phase: ControllerPhase): Judgement {
  const [a, b] = [first.service.name, second.service.name]
  if (dependsOn(second.service, first.service)) return documented('dependency', `${b} depends on ${a}`)
  if (phase === 'auto' && isInTurn(first) && isInTurn(second)) {
    const unlisted = Number.MAX_SAFE_INTEGER
    if ((first.groupPosition ?? unlisted) < (second.groupPosition ?? -1)) return byGroup(first, second)
  }
  return defined('name-order', `no document says whether ${a} or ${b} comes first`)
}

/** Whether its group, and nothing else, gives a service its turn. */
function isInTurn(step: Placed): boolean {
  return !has(step, 'pulled-in') && !has(step, 'early-start')
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

function defined(code: string, reason: string): Judgement {
  return { guarantee: 'defined', code, reason }
}
