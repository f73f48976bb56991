/**
 * Where something stands in an input.
 *
 * In text: `line` and `column` are 1-based, `length` counts UTF-16 code units on that line (a tab is one unit,
 * as editors and SARIF's `utf16CodeUnits` count). In a binary hive: `offset` and `length` are bytes.
 * A value of a bundled profile has a `file` (`@windows-10`) and nothing more.
 */
export interface Place {
  /** The input as the user named it. */
  readonly file: string
  /** Full key path, original spelling. */
  readonly keyPath?: string
  /** Value name; the empty string is the default value. */
  readonly valueName?: string
  readonly line?: number
  readonly column?: number
  readonly offset?: number
  readonly length?: number
}

/** A value together with where it stands. */
export interface Located<T> {
  readonly value: T
  readonly at: Place
}

/** Compares strings by UTF-16 code unit: the one order that no locale changes. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Compares key paths name by name: a key comes before what is below it. */
function comparePaths(a: string, b: string): number {
  if (a === b) return 0
  const others = b.split('\\')
  const names = a.split('\\')
  for (const [index, name] of names.entries()) {
    const other = others[index]
    if (other === undefined) return 1
    if (name !== other) return compareText(name, other)
  }
  return -1
}

/**
 * The total order of places: file, then line and column in text; in a hive, where cells lie in no order that means
 * anything, key path and value name, as its export would have them; last the offset.
 */
export function comparePlaces(a: Place, b: Place): number {
  return (
    compareText(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    comparePaths(a.keyPath ?? '', b.keyPath ?? '') ||
    compareText(a.valueName ?? '', b.valueName ?? '') ||
    (a.offset ?? 0) - (b.offset ?? 0)
  )
}
