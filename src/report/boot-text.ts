import type { BootAttempt, BootPhase, BootSimulation, Outcome, ServiceOutcome } from '../planner/index.ts'
import { eventsText } from './boot-events.ts'
import { eventsOf, failedTable, namesText, notAttemptedLists, phaseTable } from './boot-outcomes.ts'
import {
  type BootLook,
  bootPhaseTitles,
  countWords,
  endWords,
  headline,
  outcomeWords,
  verdictPaint,
} from './boot-words.ts'
import { visible } from './escape.ts'
import { colourless, type Palette } from './palette.ts'
import { paragraph } from './paragraph.ts'
import { type Cell, type Column, table } from './table.ts'

interface Look {
  readonly palette: Palette
  readonly columns: number | undefined
  readonly whole: boolean
  readonly shows: (name: string) => boolean
}

/** How a simulated boot ends, why, and what did not go well on the way; or everything about it. */
export function bootText(simulation: BootSimulation, options: BootLook = {}): string {
  const look: Look = {
    palette: options.palette ?? colourless,
    columns: options.columns,
    whole: options.whole ?? false,
    shows: options.shows ?? (() => true),
  }
  const sections = [
    paragraph(headline(simulation, options.safeMode), {
      columns: look.columns,
      paint: verdictPaint(simulation.verdict, look.palette),
    }),
    caveatText(simulation, look),
    chainText(simulation, look),
    ...simulation.attempts.map((attempt) => attemptText(attempt, look)),
  ]
  return sections.filter((section) => section !== '').join('\n')
}

/** What a verdict with failures does not cover. */
function caveatText({ verdict }: BootSimulation, { palette, columns }: Look): string {
  if (verdict !== 'comes-up-with-errors' && verdict !== 'comes-up-on-last-known-good') return ''
  const words =
    'ErrorControl and the needs of the boot volume decide that. Whether someone can log on, and what hangs on a device ' +
    'that is not driven, no Services database tells.'
  return paragraph(words, { columns, paint: palette.muted })
}

/** How many causes are shown where not all are asked for; those of a boot that does not come up are few. */
const shownCauses = 12

/** The causes, each on a line of its own, from the first to the end. */
export function chainText(
  { chain }: Pick<BootSimulation, 'chain'>,
  { palette, columns, whole }: Pick<Look, 'palette' | 'columns' | 'whole'>,
): string {
  if (chain.length === 0) return ''
  const shown = whole ? chain : chain.slice(0, shownCauses)
  const rest = chain.length - shown.length
  const width = String(shown.length).length
  const lines = shown.map(({ message }, index) =>
    paragraph(`${String(index + 1).padStart(width)}. ${visible(message)}`, {
      columns,
      indent: 2,
      hang: width + 2,
    }),
  )
  const more =
    rest > 0 ? paragraph(`\u2026 ${rest} more (--verbose)`, { indent: 2, paint: palette.muted }) : ''
  return `${palette.heading('Because')}\n${lines.join('')}${more}`
}

const roleTitles: Readonly<Record<BootAttempt['role'], string>> = {
  first: 'First start',
  'last-known-good': 'Start with LastKnownGood',
}

function attemptText(attempt: BootAttempt, look: Look): string {
  const { role, controlSet, end } = attempt
  const { palette, columns } = look
  const set = `${visible(controlSet.name)} (${visible(controlSet.reason)})`
  const title = paragraph(`${roleTitles[role]}: ${set}`, { columns, paint: palette.heading })
  const words = endWords(end)
  const ending = words === undefined ? '' : paragraph(words, { columns, indent: 2, paint: palette.error })
  const body = look.whole ? wholeText(attempt, look) : briefText(attempt, look)
  return [title + (look.whole ? '' : countsTable(attempt, look)), ...body, ending, eventsText(attempt, look)]
    .filter((section) => section !== '')
    .join('\n')
}

const countColumns: readonly Column[] = [{ heading: 'Phase' }, { heading: 'Outcomes', wrapTo: 20 }]

/** A line for each phase. */
function countsTable({ phases, others }: BootAttempt, { palette, columns }: Look): string {
  const rows: Cell[][] = phases
    .filter(({ outcomes }) => outcomes.length > 0)
    .map(({ phase, outcomes }) => [bootPhaseTitles[phase], countWords(outcomes)])
  if (others.length > 0) rows.push(['Not at boot', { text: countWords(others), paint: palette.muted }])
  return table(countColumns, rows, { palette, columns, indent: 2, bare: true })
}

/** What is not as it should be: what failed, and lists of names where one cause is that of many. */
function briefText(attempt: BootAttempt, look: Look): string[] {
  const phases = shownPhases(attempt, look)
  const events = eventsOf(attempt)
  const excluded = phases.map(({ phase, outcomes }) =>
    nameList(`${bootPhaseTitles[phase]}, excluded by safe mode`, namesOf(outcomes, 'excluded'), look),
  )
  return [failedTable(phases, events, look), notAttemptedLists(phases, events, look), ...excluded]
}

function wholeText(attempt: BootAttempt, look: Look): string[] {
  const { palette, columns } = look
  const events = eventsOf(attempt)
  const tables = shownPhases(attempt, look).map((phase, index) => {
    const words = `${bootPhaseTitles[phase.phase]}: ${countWords(attempt.phases[index]?.outcomes ?? [])}`
    const isEmpty = attempt.phases[index]?.outcomes.length === 0
    return isEmpty
      ? ''
      : paragraph(words, { columns, paint: palette.heading }) + phaseTable(phase, events, look)
  })
  const others = attempt.others.filter(({ service }) => look.shows(service.name))
  return [
    ...tables,
    nameList('Demand start', namesOf(others, 'demand'), look),
    nameList('Disabled', namesOf(others, 'disabled'), look),
    noPartTable(
      others.filter(({ outcome }) => outcome !== 'demand' && outcome !== 'disabled'),
      look,
    ),
  ]
}

const noPartColumns: readonly Column[] = [
  { heading: 'Service', wrapTo: 12, comfort: 20 },
  { heading: 'Why', wrapTo: 20, comfort: 40 },
]

/** What no phase holds, with why. */
function noPartTable(outcomes: readonly ServiceOutcome[], { palette, columns }: Look): string {
  if (outcomes.length === 0) return ''
  const rows = outcomes.map(({ service, outcome, cause }): Cell[] => [
    { text: visible(service.name), paint: palette.name },
    visible(cause?.message ?? outcomeWords[outcome]),
  ])
  const title = palette.heading(`With no part in the boot: ${rows.length}`)
  return `${title}\n${table(noPartColumns, rows, { palette, columns, indent: 2 })}`
}

function namesOf(outcomes: readonly ServiceOutcome[], outcome: Outcome): string[] {
  return outcomes.filter((one) => one.outcome === outcome).map(({ service }) => service.name)
}

/** A heading with a number, and names in lines below it; nothing where there are none. */
export function nameList(
  title: string,
  names: readonly string[],
  { palette, columns, whole = false }: Pick<Look, 'palette' | 'columns'> & { readonly whole?: boolean },
): string {
  if (names.length === 0) return ''
  const heading = paragraph(`${title}: ${names.length}`, { columns, paint: palette.heading })
  return heading + paragraph(namesText(names, whole), { columns, indent: 2 })
}

function shownPhases({ phases }: BootAttempt, { shows }: Look): BootPhase[] {
  return phases.map((phase) => ({
    ...phase,
    outcomes: phase.outcomes.filter(({ service }) => shows(service.name)),
  }))
}
