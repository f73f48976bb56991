import type { LogComparison, UnpredictedCause, UnpredictedImage } from '../planner/index.ts'
import { visible } from './escape.ts'
import { causeWords } from './log.ts'
import type { LogLayout } from './log-layout.ts'
import { paragraph } from './paragraph.ts'
import { type Cell, type Column, table } from './table.ts'

const causeColumns: readonly Column[] = [
  { heading: 'Count', align: 'right' },
  { heading: 'Why', wrapTo: 20, comfort: 30 },
  { heading: 'Drivers', wrapTo: 20, comfort: 30 },
]

/** What the log has as loaded that neither boot nor system start holds: how many for each cause, or all by name. */
export function unpredictedText({ loadedNotPredicted }: LogComparison, layout: LogLayout): string {
  const { palette, columns, whole } = layout
  if (loadedNotPredicted.length === 0) return ''
  const byCause = new Map<UnpredictedCause, string[]>()
  for (const image of loadedNotPredicted) {
    const names = byCause.get(image.cause)
    if (names) names.push(imageName(image))
    else byCause.set(image.cause, [imageName(image)])
  }
  const causes = (Object.keys(causeWords) as UnpredictedCause[]).filter((cause) => byCause.has(cause))
  const rows = causes.map((cause): Cell[] => {
    const names = byCause.get(cause) ?? []
    return [
      String(names.length),
      causeWords[cause],
      whole ? { text: names.join(', '), paint: palette.name } : '',
    ]
  })
  const title = `Loaded, but not predicted for boot or system start: ${loadedNotPredicted.length}`
  const more = whole ? '' : ' (--verbose names them)'
  return `\n${paragraph(`${title}${more}`, { columns, paint: palette.heading })}${table(causeColumns, rows, { palette, columns, indent: 2, bare: true })}`
}

/** A service by its name, what no service has by its file. */
export function imageName({ service, path }: Pick<UnpredictedImage, 'service' | 'path'>): string {
  return visible(service?.name ?? path.slice(path.lastIndexOf('\\') + 1))
}
