import type { PhaseComparison } from '../planner/index.ts'
import type { Palette } from './palette.ts'

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

/** Names that are shown without being asked for. */
const shownNames = 8

/** `a, b and 3 more (--verbose)`. */
export function nameList(names: readonly string[], { whole }: Pick<LogLayout, 'whole'>): string {
  const rest = whole ? 0 : names.length - shownNames
  // That there is one more would take the room of its name.
  return rest > 1 ? `${names.slice(0, shownNames).join(', ')} and ${rest} more (--verbose)` : names.join(', ')
}
