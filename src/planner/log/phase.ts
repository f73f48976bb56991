import type { Service } from '../../services/index.ts'
import type { Step } from '../plan.ts'
import type { OutOfPlace, PhaseComparison, PredictedNotLoaded, Standing } from './comparison.ts'
import { discordantPairs } from './discordant-pairs.ts'
import type { Load } from './loads.ts'
import type { LoggedEntry } from './logged-boot.ts'
import { longestPart } from './longest-part.ts'
import { isDoubtful, type LogContext, whyOutOfPlace } from './why-out-of-place.ts'

/** A step of a phase, and its image in the log. */
export interface PhaseMember {
  readonly step: Step
  readonly load: Load | undefined
  /** Where the log has it as not loaded. */
  readonly notLoaded: LoggedEntry | undefined
}

export interface PhaseContext extends LogContext {
  /** Index of the load behind which no driver of the phase is to be expected; undefined where that is not known. */
  readonly behind: number | undefined
}

/** A member that the log has as loaded. */
interface Common {
  readonly step: Step
  readonly load: Load
  /** Place among them in the simulated order, from 0. */
  readonly place: number
}

/** Compares the drivers of one phase, in the simulated order, among themselves. */
export function comparePhase(members: readonly PhaseMember[], context: PhaseContext): PhaseComparison {
  const common: Common[] = []
  for (const { step, load } of members)
    if (load !== undefined) common.push({ step, load, place: common.length })
  const inLog = common.toSorted((a, b) => a.load.index - b.load.index)
  const permutation = inLog.map(({ place }) => place)
  const kept = longestPart(permutation, (place) => {
    const step = common[place]?.step
    return step !== undefined && isDoubtful(step, context)
  })
  const outOfPlace = misplaced(common, inLog, kept, context)
  return {
    phase: context.phase,
    informational: context.phase === 'auto',
    common: common.length,
    inOrder: common.length - outOfPlace.length,
    outOfPlace,
    discordantPairs: discordantPairs(permutation),
    pairs: (common.length ** 2 - common.length) / 2,
    predictedNotLoaded: notLoaded(members),
  }
}

/** So many of the drivers that one has changed sides with are looked at. */
const mostCrossed = 16

function misplaced(
  common: readonly Common[],
  inLog: readonly Common[],
  kept: readonly boolean[],
  context: PhaseContext,
): OutOfPlace[] {
  const inPlace = common.filter(({ place }) => kept[place])
  // How many that are in place stand before each, in both orders: between the two are those that it crossed.
  const beforeInOrder: number[] = []
  const beforeInLog: number[] = []
  const placeInLog: number[] = []
  const countBefore = (list: readonly Common[], before: number[]): void => {
    let count = 0
    for (const { place } of list) {
      before[place] = count
      if (kept[place]) count++
    }
  }
  countBefore(common, beforeInOrder)
  countBefore(inLog, beforeInLog)
  for (const [index, { place }] of inLog.entries()) placeInLog[place] = index
  return common
    .filter(({ place }) => !kept[place])
    .map(({ step, load, place }): OutOfPlace => {
      const from = beforeInOrder[place] ?? 0
      const to = beforeInLog[place] ?? 0
      const moved = to < from ? 'earlier' : 'later'
      const crossed =
        moved === 'earlier'
          ? inPlace.slice(Math.max(to, from - mostCrossed), from).reverse()
          : inPlace.slice(from, Math.min(to, from + mostCrossed))
      const behindPhase = context.behind !== undefined && load.index > context.behind
      return {
        service: step.service,
        moved,
        predicted: { position: step.position, ...standing(common, place) },
        logged: { path: load.entry.path, at: load.entry.at, ...standing(inLog, placeInLog[place] ?? 0) },
        reason: whyOutOfPlace(
          { step, moved, behindPhase, crossed: crossed.map((other) => other.step) },
          context,
        ),
      }
    })
}

function standing(list: readonly Common[], place: number): Standing {
  const serviceAt = (at: number): Service | undefined => list[at]?.step.service
  return { rank: place + 1, after: serviceAt(place - 1), before: serviceAt(place + 1) }
}

function notLoaded(members: readonly PhaseMember[]): PredictedNotLoaded[] {
  return members
    .filter(({ load }) => load === undefined)
    .map(({ step, notLoaded: entry }) => ({
      service: step.service,
      position: step.position,
      at: entry?.at,
    }))
}
