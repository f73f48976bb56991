import { count } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import { csvCell, visible } from './escape.ts'
import { exactFileTimeText, writtenText } from './file-time.ts'
import { colourless, type Palette } from './palette.ts'
import { type Cell, type Column, table } from './table.ts'
import { joined, type StartOf, type StartThatCounts } from './terms.ts'

export interface ListTableOptions {
  readonly palette?: Palette
  readonly columns?: number | undefined
  /** Subkeys of Services that are no service: they are not in the table. */
  readonly containers?: number
}

/** When a key was written stays longest of what may go: nothing else here tells it, as an image tells the type. */
const columns: readonly Column[] = [
  { heading: 'Service', wrapTo: 16, comfort: 22 },
  { heading: 'Type', wrapTo: 14, drop: 3 },
  { heading: 'Start', wrapTo: 15 },
  { heading: 'Error control', drop: 5 },
  { heading: 'Group', wrapTo: 10, comfort: 16 },
  { heading: 'Tag', align: 'right' },
  { heading: 'Image', wrapTo: 20, comfort: 36 },
  { heading: 'Service DLL', wrapTo: 20, comfort: 36, drop: 4 },
  { heading: 'Key written', drop: 2 },
]

/** The services for people, and how many there are of each kind. */
export function listTable(
  services: readonly Service[],
  startOf: StartOf,
  options: ListTableOptions = {},
): string {
  const palette = options.palette ?? colourless
  const rows = services.map((service): Cell[] => [
    { text: visible(service.name), paint: palette.name },
    service.effective.typeName ?? '',
    startCell(service, startOf(service), palette),
    service.errorControl ? service.effective.errorControlName : '',
    visible(service.group?.value ?? ''),
    service.tag ? String(service.tag.value) : '',
    imageCell(service, palette),
    visible(service.parameters?.serviceDll?.value ?? ''),
    { text: writtenText(service.key.lastWritten), paint: palette.muted },
  ])
  const shown = rows.length > 0 ? `${table(columns, rows, { palette, columns: options.columns })}\n` : ''
  return `${shown}${listSummary(services, options.containers ?? 0)}\n`
}

function startCell(service: Service, { start, overridden }: StartThatCounts, palette: Palette): Cell {
  const name = service.effective.startName
  // Whatever number it is, as the controller takes it.
  const delayed = service.start?.value === 2 && (service.delayedAutostart?.value ?? 0) !== 0
  const text = joined(delayed ? `${name}, delayed` : name, overridden) ?? ''
  return start === 4 ? { text, paint: palette.muted } : text
}

function imageCell(service: Service, palette: Palette): Cell {
  if (service.imagePath) return visible(service.imagePath.value)
  return { text: visible(service.effective.imagePath ?? ''), paint: palette.muted }
}

function listSummary(services: readonly Service[], containers: number): string {
  const drivers = services.filter(({ kind }) => kind === 'driver').length
  const own = services.filter(({ kind }) => kind === 'service').length
  const others = services.length - drivers - own
  const parts = [count(drivers, 'driver'), count(own, 'service')]
  if (others > 0) parts.push(count(others, 'other'))
  const left = containers > 0 ? `; ${count(containers, 'more key')} hold no service` : ''
  return `${parts.join(', ')}${left}`
}

const csvColumns: readonly (readonly [
  name: string,
  value: (service: Service, startOf: StartOf) => string | number | undefined,
])[] = [
  ['name', ({ name }) => name],
  ['kind', ({ kind }) => kind],
  ['type', ({ type }) => type?.value],
  ['start', ({ start }) => start?.value],
  ['effectiveStart', (service, startOf) => startOf(service).start],
  ['errorControl', ({ errorControl }) => errorControl?.value],
  ['group', ({ group }) => group?.value],
  ['tag', ({ tag }) => tag?.value],
  ['dependOnService', ({ dependOnService }) => dependOnService.map(({ value }) => value).join('; ')],
  ['dependOnGroup', ({ dependOnGroup }) => dependOnGroup.map(({ value }) => value).join('; ')],
  ['imagePath', ({ imagePath }) => imagePath?.value],
  ['serviceDll', ({ parameters }) => parameters?.serviceDll?.value],
  ['displayName', ({ displayName }) => displayName?.value],
  ['objectName', ({ objectName }) => objectName?.value],
  ['delayedAutostart', ({ delayedAutostart }) => delayedAutostart?.value],
  ['triggers', ({ triggers }) => triggers],
  ['lastWrittenUtc', ({ key }) => exactFileTimeText(key.lastWritten)],
]

/** RFC 4180 with LF line ends; numbers as stored, empty where the input holds no such value. */
export function listCsv(services: readonly Service[], startOf: StartOf): string {
  const header = csvColumns.map(([name]) => name)
  const rows = services.map((service) =>
    csvColumns.map(([, value]) => csvCell(String(value(service, startOf) ?? ''))),
  )
  return [header, ...rows].map((cells) => `${cells.join(',')}\n`).join('')
}
