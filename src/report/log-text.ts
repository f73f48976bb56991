import { count } from '../diagnostics/index.ts'
import type { OutOfPlace, PhaseComparison, PredictedNotLoaded, Standing } from '../planner/index.ts'
import type { Services } from '../services/index.ts'
import { visible } from './escape.ts'
import {
  agreementOf,
  type BootComparison,
  fullyShown,
  isClaimed,
  type LogFile,
  type LogVerdict,
} from './log.ts'
import { differencesText, everyBoot } from './log-boots.ts'
import { type LogLayout, nameList, phaseTitles } from './log-layout.ts'
import { unpredictedText } from './log-unpredicted.ts'
import { colourless, type Palette } from './palette.ts'
import { paragraph } from './paragraph.ts'
import { type Cell, type Column, table } from './table.ts'

export interface LogTextOptions {
  readonly palette?: Palette
  readonly columns?: number | undefined
  /** All names. */
  readonly whole?: boolean
  readonly verdict: LogVerdict
}

/** How far the simulated order agrees with a boot log; of several boots the last one in full. */
export function logText(
  services: Services,
  log: LogFile,
  comparisons: readonly BootComparison[],
  options: LogTextOptions,
): string {
  const { palette = colourless, columns, whole = false } = options
  const layout: LogLayout = { palette, columns, whole }
  const last = fullyShown(comparisons)
  if (last === undefined) return ''
  const parts = [
    ...(comparisons.length > 1 ? [everyBoot(comparisons, layout)] : []),
    bootText(services, log, last, layout),
    ...(comparisons.length > 1 ? [differencesText(comparisons, last, layout)] : []),
    summaryText(comparisons, options.verdict, layout),
  ]
  return parts.join('\n')
}

function bootText(services: Services, log: LogFile, compared: BootComparison, layout: LogLayout): string {
  const { palette, columns } = layout
  const { comparison } = compared
  const title = paragraph(bootTitle(compared, log.boots.length), { columns, paint: palette.heading })
  const remarks = comparison.remarks.map(({ message }) =>
    paragraph(`! ${visible(message)}`, { columns, paint: palette.warning }),
  )
  return [
    title,
    ...remarks,
    paragraph(
      `Each phase is judged among the drivers that both the log and the simulated order (${services.windows.title}) have; a place is one among these.`,
      { columns, paint: palette.muted },
    ),
    ...comparison.phases.map((phase) => `\n${phaseText(phase, layout)}`),
    unpredictedText(comparison, layout),
  ].join('')
}

function bootTitle({ number, boot, windows }: BootComparison, of: number): string {
  const system = [windows && boot.build !== undefined ? `${windows}, build ${boot.build}` : boot.header]
  const parts = [...system, boot.started].filter((part) => part !== undefined).map(visible)
  return `Boot ${number} of ${of}: ${parts.length === 0 ? 'without a header' : parts.join(', ')}`
}

const placeColumns: readonly Column[] = [
  { heading: 'Driver', wrapTo: 8, comfort: 12 },
  { heading: 'Simulated', wrapTo: 10, comfort: 15 },
  { heading: 'In the log', wrapTo: 10, comfort: 15 },
  { heading: 'Most likely reason', wrapTo: 18, comfort: 36 },
]

function phaseText(phase: PhaseComparison, layout: LogLayout): string {
  const { palette, columns, whole } = layout
  const isShown = isClaimed(phase) || whole
  const parts = [
    paragraph(figures(phase), { columns, paint: phase.informational ? palette.muted : palette.heading }),
  ]
  if (isShown && phase.outOfPlace.length > 0)
    parts.push(table(placeColumns, placeRows(phase.outOfPlace, palette), { palette, columns, indent: 2 }))
  if (isShown && phase.common > 0) parts.push(...notLoadedLines(phase.predictedNotLoaded, layout))
  return parts.join('')
}

/** `Boot start: 34 of 39 common drivers in the simulated order, 77 of 741 pairs discordant`. */
function figures({ phase, informational, common, inOrder, discordantPairs, pairs }: PhaseComparison): string {
  const title = phaseTitles[phase]
  if (common === 0) return `${title}: no driver in common`
  const order = `${inOrder} of ${count(common, 'common driver')} in the simulated order`
  const discordant = pairs === 0 ? '' : `, ${discordantPairs} of ${count(pairs, 'pair')} discordant`
  const text = `${title}: ${order}${discordant}`
  return informational ? `${text} (for information: this order is svcsim's own definition)` : text
}

function placeRows(all: readonly OutOfPlace[], palette: Palette): Cell[][] {
  const told = new Map<string, string>()
  return all.map(({ service, predicted, logged, reason }) => {
    const name = visible(service.name)
    const first = told.get(reason.message)
    if (first === undefined) told.set(reason.message, name)
    const line = logged.at.line === undefined ? '' : `\nline ${logged.at.line}`
    return [
      { text: name, paint: palette.name },
      placeWords(predicted),
      `${placeWords(logged)}${line}`,
      first === undefined ? visible(reason.message) : `as ${first}`,
    ]
  })
}

function placeWords({ rank, after }: Standing): string {
  return after === undefined ? `${rank}, first` : `${rank}, after ${visible(after.name)}`
}

function notLoadedLines(all: readonly PredictedNotLoaded[], layout: LogLayout): string[] {
  const { columns } = layout
  const lines: readonly (readonly [string, readonly string[]])[] = [
    [
      'Predicted, but not in the log',
      all.filter(({ at }) => !at).map(({ service }) => visible(service.name)),
    ],
    [
      'Predicted, but logged as not loaded',
      all.flatMap(({ service, at }) => (at ? [`${visible(service.name)} (line ${at.line})`] : [])),
    ],
  ]
  return lines
    .filter(([, names]) => names.length > 0)
    .map(([heading, names]) =>
      paragraph(`${heading}: ${nameList(names, layout)}`, { columns, indent: 2, hang: 2 }),
    )
}

function summaryText(
  comparisons: readonly BootComparison[],
  { outOfPlace, tolerance, agrees }: LogVerdict,
  layout: LogLayout,
): string {
  const worst = comparisons.findLast(({ comparison }) => comparison.outOfPlace === outOfPlace)
  if (worst === undefined) return ''
  const { common, inOrder } = agreementOf(worst.comparison)
  const boot = `boot ${worst.number}`
  const boots = `${comparisons.length} boots`
  const several =
    outOfPlace === 0 ? `${boots} without a driver out of place; ${boot}` : `${boots}; the worst, ${boot}`
  const which = comparisons.length === 1 ? boot : several
  const figure =
    common === 0
      ? 'no driver of boot or system start in common: nothing to compare, which no tolerance makes an agreement'
      : `${inOrder} of ${count(common, 'driver')} of boot and system start in the simulated order`
  const within = outOfPlace > tolerance ? 'more than' : 'within'
  const judged =
    outOfPlace === 0 ? '' : `; ${outOfPlace} out of place, ${within} the tolerance of ${tolerance}`
  const { good, warning } = layout.palette
  return paragraph(`${which}: ${figure}${judged}`, {
    columns: layout.columns,
    paint: agrees ? good : warning,
  })
}
