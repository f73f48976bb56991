import type { PhaseComparison } from '../planner/index.ts'
import type { Paint, Palette } from './palette.ts'
import { wrap } from './wrap.ts'

/** What the parts of the answer are laid out with. */
export interface LogLayout {
  readonly palette: Palette
  /** Width of the terminal; undefined where nothing limits it. */
  readonly columns: number | undefined
  /** All names. */
  readonly whole: boolean
}

export const phaseTitles: Readonly<Record<PhaseComparison['phase'], string>> = {
  boot: 'Boot start',
  system: 'System start',
  auto: 'Auto start',
}

const plain: Paint = (text) => text

/** A paragraph of safe text with its line ends; its further lines are indented by two more where it is. */
export function paragraph(
  text: string,
  { columns }: Pick<LogLayout, 'columns'>,
  paint: Paint = plain,
  indent = 0,
): string {
  const margin = ' '.repeat(indent)
  const hang = indent > 0 ? '  ' : ''
  const lines = columns === undefined ? [text] : wrap(text, Math.max(20, columns - indent - hang.length))
  return lines.map((line, nth) => `${margin}${nth > 0 ? hang : ''}${paint(line)}\n`).join('')
}

/** Names that are shown without being asked for. */
const shownNames = 8

/** `a, b and 3 more (--verbose)`. */
export function nameList(names: readonly string[], { whole }: Pick<LogLayout, 'whole'>): string {
  const rest = whole ? 0 : names.length - shownNames
  // That there is one more would take the room of its name.
  return rest > 1 ? `${names.slice(0, shownNames).join(', ')} and ${rest} more (--verbose)` : names.join(', ')
}
