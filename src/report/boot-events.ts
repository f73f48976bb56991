import { count } from '../diagnostics/index.ts'
import type { BootAttempt, BootEvent } from '../planner/index.ts'
import { visible } from './escape.ts'
import type { Palette } from './palette.ts'
import { paragraph } from './paragraph.ts'
import { type Cell, type Column, table } from './table.ts'

export interface EventsLook {
  readonly palette: Palette
  readonly columns: number | undefined
  /** Every event, and its symbol. */
  readonly whole: boolean
  /** Events about which services are shown; what is counted are all. */
  readonly shows: (name: string) => boolean
}

const eventColumns: readonly Column[] = [
  { heading: 'Event' },
  { heading: 'Symbol', drop: 1 },
  { heading: 'Message', wrapTo: 20, comfort: 28 },
]

/** Of more events of one number in a row, so many are shown where not all are asked for. */
const shownInRow = 4

/** What the system log would hold. */
export function eventsText({ events }: BootAttempt, { palette, columns, whole, shows }: EventsLook): string {
  if (events.length === 0) return ''
  const shown = events.filter(({ service }) => service === undefined || shows(service.name))
  const rows = runsOf(shown).flatMap((run): Cell[][] => {
    const isLong = !whole && run.length > shownInRow + 1
    const rest = isLong ? run.length - shownInRow : 0
    const lines = (isLong ? run.slice(0, shownInRow) : run).map(({ id, symbol, message }): Cell[] => [
      String(id),
      whole ? visible(symbol) : '',
      visible(message),
    ])
    const more = { text: `\u2026 ${rest} more of ${run[0]?.id} (--verbose)`, paint: palette.muted }
    return rest > 0 ? [...lines, ['', '', more]] : lines
  })
  const title = `System log: ${count(events.length, 'event')} of the Service Control Manager`
  const heading = paragraph(title, { columns, paint: palette.heading })
  return rows.length === 0 ? heading : heading + table(eventColumns, rows, { palette, columns, indent: 2 })
}

/** Neighbours of one number together. */
function runsOf(events: readonly BootEvent[]): BootEvent[][] {
  const runs: BootEvent[][] = []
  for (const event of events) {
    const last = runs.at(-1)
    if (last && last[0]?.id === event.id) last.push(event)
    else runs.push([event])
  }
  return runs
}
