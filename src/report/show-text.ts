import { visible } from './escape.ts'
import { writtenText } from './file-time.ts'
import { colourless, type Palette } from './palette.ts'
import { placeText, placeWithin } from './place.ts'
import type { Relation, ShownService, ShownValue } from './show.ts'
import { type Cell, type Column, table } from './table.ts'
import { listing, startPhrase } from './terms.ts'
import { wrap } from './wrap.ts'

export interface ShowTextOptions {
  readonly palette?: Palette
  readonly columns?: number | undefined
  /** Long lists and long data whole. */
  readonly whole?: boolean
}

/** Without a terminal the answer is laid out for this width: some values are as long as a page. */
const defaultWidth = 120

/** Each service with its values, its place in the order, its relations and what can be done with it. */
export function showText(shown: readonly ShownService[], options: ShowTextOptions = {}): string {
  const columns = options.columns ?? defaultWidth
  return shown.map((one) => serviceText(one, { ...options, columns })).join('\n')
}

function serviceText(shown: ShownService, options: ShowTextOptions): string {
  const { service, start, order, noPlace = '', dependsOn, dependents } = shown
  const palette = options.palette ?? colourless
  const title = palette.heading(visible(service.name))
  const kind = [kindNames[service.kind], startPhrase(service, start)]
    .filter((part) => part !== undefined)
    .join(', ')
  const sections = [
    `${title}: ${kind}\n${palette.muted(placeText(withKey(service.at, service.key.path)))}\n`,
    section('Values', valuesTable(shown, palette, options), palette),
  ]
  const written = writtenTable(shown, palette, options)
  if (written !== undefined) sections.push(section('Last written', written, palette))
  const place = order
    ? `${order.position} of ${order.of} in the ${order.phase} phase: ${order.reason}`
    : `no place: ${noPlace}`
  sections.push(
    section('Load order', paragraphs([place], options), palette),
    section('Depends on', relationsTable(dependsOn, shown, palette, options.columns), palette),
    section('Needed by', relationsTable(dependents, shown, palette, options.columns), palette),
    section('Control', paragraphs(controlLines(shown), options), palette),
  )
  return sections.join('\n')
}

const kindNames: Readonly<Record<ShownService['service']['kind'], string>> = {
  driver: 'driver',
  adapter: 'adapter, a set of arguments',
  service: 'service',
  unknown: 'neither driver nor service by its Type',
  container: 'a key that holds no service',
}

function withKey<T extends object>(at: T, keyPath: string): T & { keyPath: string } {
  return { ...at, keyPath }
}

function section(heading: string, body: string, palette: Palette): string {
  return `${palette.heading(heading)}\n${body}`
}

const valueColumns: readonly Column[] = [
  { heading: 'Value' },
  { heading: 'Data', wrapTo: 16, comfort: 32 },
  { heading: 'Meaning', wrapTo: 16, comfort: 24 },
  { heading: 'Type', drop: 2 },
  { heading: 'Place', drop: 1 },
]

function valuesTable({ service, values }: ShownService, palette: Palette, options: ShowTextOptions): string {
  if (values.length === 0) return '  none\n'
  const rows = values.map((value): Cell[] => {
    const data = dataText(value, options.whole ?? false)
    const words = visible([value.meaning, value.defect].filter(Boolean).join('; '))
    const place = value.at && !value.defaulted ? placeWithin(value.at, service.at.file) : 'not stored'
    return [
      { text: visible(value.name), paint: palette.name },
      value.defaulted ? { text: data, paint: palette.muted } : data,
      value.defect === null ? words : { text: words, paint: palette.warning },
      visible(value.registryType ?? ''),
      { text: place, paint: palette.muted },
    ]
  })
  return table(valueColumns, rows, { palette, columns: options.columns, indent: 2, bare: true })
}

/** Types whose data is shown as bytes. */
const bytes: ReadonlySet<string> = new Set(['REG_BINARY', 'REG_NONE'])
const shownBytes = 8
const shownItems = 6

/** Lists have a line for each item; of long lists and data the beginning is shown. */
function dataText({ value, registryType }: ShownValue, whole: boolean): string {
  if (value === null) return 'none'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string')
    return bytes.has(registryType ?? '') && !whole ? firstBytes(value) : visible(value)
  if (value.length === 0) return 'none'
  const shown = whole ? value : value.slice(0, shownItems)
  const rest = value.length - shown.length
  return [...shown.map(visible), ...(rest > 0 ? [`\u2026 ${rest} more (--verbose)`] : [])].join('\n')
}

function firstBytes(hexadecimal: string): string {
  const all = hexadecimal === '' ? [] : hexadecimal.split(' ')
  if (all.length <= shownBytes) return hexadecimal
  return `${all.slice(0, shownBytes).join(' ')} \u2026 (${all.length} bytes)`
}

const writtenColumns: readonly Column[] = [
  { heading: 'Key', wrapTo: 16 },
  { heading: 'Last written' },
  { heading: 'Place', drop: 1 },
]

/** When the service's key and those below it were last written; undefined where the input does not say. */
function writtenTable(
  { service, subkeys }: ShownService,
  palette: Palette,
  options: ShowTextOptions,
): string | undefined {
  const keys = [{ name: '(this key)', lastWritten: service.key.lastWritten, at: service.key.at }, ...subkeys]
  const dated = keys.filter(({ lastWritten }) => writtenText(lastWritten) !== '')
  if (dated.length === 0) return undefined
  const shown = options.whole ? dated : dated.slice(0, shownItems)
  const rows = shown.map(({ name, lastWritten, at }): Cell[] => [
    { text: visible(name), paint: palette.name },
    writtenText(lastWritten),
    { text: placeWithin(at, service.at.file), paint: palette.muted },
  ])
  const rest = dated.length - shown.length
  const more = rest > 0 ? `  \u2026 ${rest} more (--verbose)\n` : ''
  return table(writtenColumns, rows, { palette, columns: options.columns, indent: 2, bare: true }) + more
}

const relationColumns: readonly Column[] = [
  { heading: 'Name', wrapTo: 12 },
  { heading: 'State', wrapTo: 16 },
  { heading: 'Place', wrapTo: 16, drop: 1 },
]

function relationsTable(
  relations: readonly Relation[],
  { service }: ShownService,
  palette: Palette,
  columns: number | undefined,
): string {
  if (relations.length === 0) return '  nothing\n'
  const rows = relations.map(({ name, group, state, at }): Cell[] => [
    { text: visible(name), paint: palette.name },
    visible(group === null ? state : `${state}, through group ${group}`),
    { text: placeWithin(at, service.at.file), paint: palette.muted },
  ])
  return table(relationColumns, rows, { palette, columns, indent: 2, bare: true })
}

function controlLines({ control, frontEndOf, frontEnds }: ShownService): string[] {
  const lines = [control.controls.length === 0 ? 'nothing' : `can be asked to ${listing(control.controls)}`]
  lines.push(...control.notes)
  if (control.registryPath !== null) lines.push(`both take ${control.registryPath}`)
  if (frontEndOf.length > 0)
    lines.push(`may be the front end of ${listing(frontEndOf)}, on which it depends (KB 101501)`)
  if (frontEnds.length > 0)
    lines.push(
      `its front end may be ${listing(frontEnds)}: ${frontEnds.length === 1 ? 'a service that depends' : 'services that depend'} on it (KB 101501)`,
    )
  return lines
}

function paragraphs(lines: readonly string[], options: ShowTextOptions): string {
  return lines
    .map(visible)
    .flatMap((line) => {
      if (options.columns === undefined) return [line]
      const [first = '', ...rest] = wrap(line, Math.max(20, options.columns - 4))
      return [first, ...rest.map((more) => `  ${more}`)]
    })
    .map((line) => `  ${line}\n`)
    .join('')
}
