import type { BootAttempt, BootPhase, Phase, ServiceOutcome } from '../planner/index.ts'
import type { Service } from '../services/index.ts'
import { errorControlWords, isMissed, outcomePaint, outcomeWords } from './boot-words.ts'
import { visible } from './escape.ts'
import type { Palette } from './palette.ts'
import { paragraph } from './paragraph.ts'
import { type Cell, type Column, table } from './table.ts'

export interface OutcomeLook {
  readonly palette: Palette
  readonly columns: number | undefined
  /** Every name, however many there are. */
  readonly whole?: boolean
}

/** How many names of a list are shown where not all are asked for: more than a stock Windows has. */
const shownNames = 200

export function namesText(names: readonly string[], whole: boolean): string {
  const shown = whole ? names : names.slice(0, shownNames)
  const rest = names.length - shown.length
  return shown.map(visible).join(', ') + (rest > 0 ? `, \u2026 ${rest} more (--verbose)` : '')
}

/** Numbers of the events about each service. */
type EventsOf = ReadonlyMap<Service, readonly number[]>

export function eventsOf({ events }: BootAttempt): EventsOf {
  const found = new Map<Service, number[]>()
  for (const { service, id } of events) {
    if (service === undefined) continue
    const known = found.get(service)
    if (!known) found.set(service, [id])
    else if (!known.includes(id)) known.push(id)
  }
  return found
}

const serviceColumn: Column = { heading: 'Service', wrapTo: 12, comfort: 20 }
const whyColumn: Column = { heading: 'Why', wrapTo: 20, comfort: 40 }
const positionColumn: Column = { heading: '#', align: 'right' }

const phaseColumns: readonly Column[] = [
  positionColumn,
  serviceColumn,
  { heading: 'Outcome', wrapTo: 9 },
  whyColumn,
]

/** Every one of a phase. */
export function phaseTable({ outcomes }: BootPhase, events: EventsOf, look: OutcomeLook): string {
  const rows = outcomes.map((outcome): Cell[] => [
    positionText(outcome),
    nameCell(outcome, look),
    { text: outcomeWords[outcome.outcome], paint: outcomePaint(outcome.outcome, look.palette) },
    visible(whyWords(outcome, events).join('; ')),
  ])
  return rows.length === 0 ? '' : table(phaseColumns, rows, { ...look, indent: 2 })
}

const failedColumns: readonly Column[] = [{ heading: 'Phase' }, positionColumn, serviceColumn, whyColumn]

/** What failed by itself. */
export function failedTable(phases: readonly BootPhase[], events: EventsOf, look: OutcomeLook): string {
  const rows = phases.flatMap(({ phase, outcomes }) =>
    outcomes
      .filter(({ outcome }) => outcome === 'failed')
      .map((outcome) => failedRow(phase, outcome, events, look)),
  )
  if (rows.length === 0) return ''
  const title = look.palette.error(`Failed: ${rows.length}`)
  return `${title}\n${table(failedColumns, rows, { ...look, indent: 2 })}`
}

function failedRow(phase: Phase, outcome: ServiceOutcome, events: EventsOf, look: OutcomeLook): Cell[] {
  return [
    phase,
    positionText(outcome),
    nameCell(outcome, look),
    visible(whyWords(outcome, events).join('; ')),
  ]
}

/** What was not attempted, by cause: one failure is often the cause for many. */
export function notAttemptedLists(phases: readonly BootPhase[], events: EventsOf, look: OutcomeLook): string {
  const byCause = new Map<string, string[]>()
  let number = 0
  for (const { outcomes } of phases)
    for (const outcome of outcomes) {
      if (outcome.outcome !== 'not-attempted') continue
      number++
      const why = visible([...causeWords(outcome), ...effectWords(outcome, events)].join('; '))
      const known = byCause.get(why)
      if (known) known.push(outcome.service.name)
      else byCause.set(why, [outcome.service.name])
    }
  if (number === 0) return ''
  const { palette, columns, whole = false } = look
  const lists = [...byCause].map(
    ([why, names]) =>
      paragraph(`${why}:`, { columns, indent: 2 }) +
      paragraph(namesText(names, whole), { columns, indent: 4, paint: palette.name }),
  )
  return `${palette.warning(`Not attempted: ${number}`)}\n${lists.join('')}`
}

function positionText({ position }: ServiceOutcome): string {
  return position === undefined ? '' : String(position)
}

function nameCell({ service }: ServiceOutcome, { palette }: OutcomeLook): Cell {
  return { text: visible(service.name), paint: palette.name }
}

/** Why it is so, for whom it was started, what its ErrorControl says to that, and which events tell it. */
function whyWords(outcome: ServiceOutcome, events: EventsOf): string[] {
  const { remark, pulledInBy } = outcome
  return [
    ...causeWords(outcome),
    ...(pulledInBy ? [`demand start, for ${pulledInBy.name}, which needs it`] : []),
    ...(remark ? [remark.message] : []),
    ...effectWords(outcome, events),
  ]
}

function causeWords({ cause }: ServiceOutcome): string[] {
  if (!cause) return []
  return [cause.error === undefined ? cause.message : `${cause.message} (error ${cause.error})`]
}

function effectWords(outcome: ServiceOutcome, events: EventsOf): string[] {
  const ids = events.get(outcome.service) ?? []
  return [
    ...(isMissed(outcome) ? [errorControlWords(outcome)] : []),
    ...(ids.length > 0 ? [`event ${ids.join(', ')}`] : []),
  ]
}
