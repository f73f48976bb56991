import type { LogComparison, OutOfPlace, PhaseComparison, Standing } from '../planner/index.ts'
import type { Service, Services } from '../services/index.ts'
import { jsonText } from './escape.ts'
import { jsonInput } from './input.ts'
import { agreementOf, type BootComparison, fullyShown, type LogFile, type LogVerdict } from './log.ts'
import { jsonLocation } from './place.ts'

export interface LogJsonOptions {
  readonly verdict: LogVerdict
  /** Lists of every boot, and not of the newest alone. */
  readonly whole?: boolean
}

/**
 * The comparison with a boot log. Boots, positions and ranks count from 1. Of several boots the newest alone has all
 * lists: of the others `predictedNotLoaded` and `loadedNotPredicted` are null. In pieces, as a log may have thousands.
 */
export function* logJson(
  services: Services,
  log: LogFile,
  comparisons: readonly BootComparison[],
  { verdict: { outOfPlace, tolerance, agrees }, whole = false }: LogJsonOptions,
): Generator<string, void, undefined> {
  const shown = fullyShown(comparisons)
  const head = jsonText({ schemaVersion: 1, ...jsonInput(services), log: jsonLog(log) })
  yield `${head.slice(0, -'\n}\n'.length)},\n  "comparisons": [`
  let separator = '\n'
  for (const one of comparisons) {
    yield `${separator}${indented(jsonBoot(one, whole || one === shown), '    ')}`
    separator = ',\n'
  }
  const end = comparisons.length === 0 ? ']' : '\n  ]'
  const summary = jsonText({ summary: { boots: comparisons.length, outOfPlace, tolerance, agrees } })
  yield `${end},${summary.slice('{'.length)}`
}

/** JSON without a line end. */
function indented(value: object, margin: string): string {
  return `${margin}${jsonText(value).trimEnd().replaceAll('\n', `\n${margin}`)}`
}

function jsonLog(log: LogFile): object {
  const { file, encoding, byteOrderMark, lines, strangeLines, translated, entriesLeftOut } = log
  return {
    file,
    encoding,
    byteOrderMark,
    lines,
    boots: log.boots.map(({ header, build, started, at, entries }, index) => ({
      number: index + 1,
      header: header ?? null,
      build: build ?? null,
      started: started ?? null,
      entries: entries.length,
      location: jsonLocation(at),
    })),
    strangeLines: {
      count: strangeLines.count,
      first: strangeLines.first.map(({ value, at }) => ({ text: value, location: jsonLocation(at) })),
    },
    translated: translated ? { loaded: translated.loaded, notLoaded: translated.notLoaded ?? null } : null,
    entriesLeftOut,
  }
}

function jsonBoot({ number, windows, comparison }: BootComparison, whole: boolean): object {
  const { common, inOrder } = agreementOf(comparison)
  return {
    boot: number,
    windows: windows ?? null,
    common,
    inOrder,
    outOfPlace: comparison.outOfPlace,
    remarks: comparison.remarks.map(({ code, message }) => ({ code, message })),
    phases: comparison.phases.map((phase) => jsonPhase(phase, whole)),
    loadedNotPredicted: whole ? jsonUnpredicted(comparison) : null,
  }
}

function jsonPhase(phase: PhaseComparison, whole: boolean): object {
  return {
    phase: phase.phase,
    informational: phase.informational,
    common: phase.common,
    inOrder: phase.inOrder,
    outOfPlace: phase.outOfPlace.map(jsonOutOfPlace),
    discordantPairs: phase.discordantPairs,
    pairs: phase.pairs,
    predictedNotLoaded: whole ? jsonNotLoaded(phase) : null,
  }
}

function jsonNotLoaded({ predictedNotLoaded }: PhaseComparison): object[] {
  return predictedNotLoaded.map(({ service, position, at }) => ({
    service: service.name,
    position,
    state: at ? 'logged-as-not-loaded' : 'not-in-log',
    location: at ? jsonLocation(at) : null,
  }))
}

function jsonOutOfPlace({ service, moved, predicted, logged, reason }: OutOfPlace): object {
  return {
    service: service.name,
    moved,
    predicted: { position: predicted.position, ...jsonStanding(predicted) },
    logged: { ...jsonStanding(logged), path: logged.path, location: jsonLocation(logged.at) },
    reason: { code: reason.code, message: reason.message },
  }
}

function jsonStanding({ rank, after, before }: Standing): object {
  return { rank, after: nameOf(after), before: nameOf(before) }
}

function jsonUnpredicted({ loadedNotPredicted }: LogComparison): object[] {
  return loadedNotPredicted.map(({ path, at, service, cause }) => ({
    path,
    service: nameOf(service),
    cause,
    location: jsonLocation(at),
  }))
}

function nameOf(service: Service | undefined): string | null {
  return service?.name ?? null
}
