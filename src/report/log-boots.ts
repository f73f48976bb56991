import type { PhaseComparison } from '../planner/index.ts'
import { visible } from './escape.ts'
import type { BootComparison } from './log.ts'
import { isClaimed } from './log.ts'
import { type LogLayout, nameList, phaseTitles } from './log-layout.ts'
import { imageName } from './log-unpredicted.ts'
import type { Palette } from './palette.ts'
import { paragraph } from './paragraph.ts'
import { type Cell, type Column, table } from './table.ts'

const bootColumns: readonly Column[] = [
  { heading: 'Boot', align: 'right' },
  { heading: 'Logged', wrapTo: 10 },
  { heading: 'Phase' },
  { heading: 'In order', align: 'right' },
  { heading: 'Discordant', align: 'right' },
]

/** A line for each boot and phase. */
export function everyBoot(comparisons: readonly BootComparison[], { palette, columns }: LogLayout): string {
  const rows = comparisons.flatMap(({ number, boot, comparison }) =>
    comparison.phases
      .filter(isClaimed)
      .map((phase, nth): Cell[] => [
        nth === 0 ? String(number) : '',
        nth === 0 ? visible(boot.started ?? '') : '',
        phaseTitles[phase.phase],
        inOrderCell(phase, palette),
        phase.pairs === 0 ? '' : `${phase.discordantPairs} of ${phase.pairs}`,
      ]),
  )
  return table(bootColumns, rows, { palette, columns })
}

function inOrderCell({ common, inOrder }: PhaseComparison, palette: Palette): Cell {
  if (common === 0) return { text: 'none', paint: palette.muted }
  return { text: `${inOrder} of ${common}`, paint: inOrder === common ? palette.good : palette.warning }
}

/** In what the other boots differ from the one that is shown in full. */
export function differencesText(
  comparisons: readonly BootComparison[],
  shown: BootComparison,
  layout: LogLayout,
): string {
  const { palette, columns } = layout
  const features = featuresOf(shown)
  const different = comparisons
    .filter((one) => one !== shown)
    .map((one) => ({ number: one.number, differences: differences(featuresOf(one), features) }))
    .filter((one) => one.differences.length > 0)
  if (different.length === 0) {
    const text = `The other boots have the same drivers, and the same ones out of place, as boot ${shown.number}.`
    return paragraph(text, { columns })
  }
  return different
    .map(({ number, differences: all }) => {
      const title = paragraph(`Boot ${number}, unlike boot ${shown.number}`, {
        columns,
        paint: palette.heading,
      })
      const lines = all.map(({ what, names }) =>
        paragraph(`${what}: ${nameList(names, layout)}`, { columns, indent: 2, hang: 2 }),
      )
      return `${title}${lines.join('')}`
    })
    .join('')
}

/** Names by what is said of them. */
type Features = ReadonlyMap<string, ReadonlySet<string>>

/** What is said of names that the other boot alone has, and of those that it alone lacks. */
const featureWords = {
  outOfPlace: ['out of place there', 'not out of place there'],
  notLoaded: ['predicted, not loaded there', 'predicted, loaded there'],
  unpredicted: ['besides, loaded there', 'besides, not loaded there'],
} as const

function featuresOf({ comparison }: BootComparison): Features {
  const claimed = comparison.phases.filter(isClaimed)
  return new Map([
    ['outOfPlace', named(claimed.flatMap(({ outOfPlace }) => outOfPlace))],
    ['notLoaded', named(claimed.flatMap(({ predictedNotLoaded }) => predictedNotLoaded))],
    ['unpredicted', new Set(comparison.loadedNotPredicted.map(imageName))],
  ])
}

function named(all: readonly { readonly service: { readonly name: string } }[]): Set<string> {
  return new Set(all.map(({ service }) => visible(service.name)))
}

function differences(own: Features, other: Features): { what: string; names: string[] }[] {
  return Object.entries(featureWords).flatMap(([feature, [here, there]]) => {
    const [mine, others] = [own.get(feature) ?? empty, other.get(feature) ?? empty]
    return [
      { what: here, names: [...mine].filter((name) => !others.has(name)) },
      { what: there, names: [...others].filter((name) => !mine.has(name)) },
    ].filter(({ names }) => names.length > 0)
  })
}

const empty: ReadonlySet<string> = new Set()
