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

/** The total order of places: file, then line and column or offset, then key and value name. */
export function comparePlaces(a: Place, b: Place): number {
  return (
    compareText(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    (a.offset ?? 0) - (b.offset ?? 0) ||
    compareText(a.keyPath ?? '', b.keyPath ?? '') ||
    compareText(a.valueName ?? '', b.valueName ?? '')
  )
}
