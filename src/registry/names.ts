import { buildUpperCaseTable } from './upper-case.ts'

const beyondAscii = /[^\0-\x7f]/

/** Built at the first name that needs it: nearly every name is ASCII. */
let table: Uint16Array | undefined

/**
 * Upper-cases a name as Windows does when it compares registry names: one UTF-16 code unit at a time, so that the
 * length stays, with no normalisation and no locale, and the same on every Node (see upper-case.ts).
 */
export function upcase(name: string): string {
  const isShort = name.length <= longestKept
  const known = isShort ? kept.get(name) : undefined
  if (known !== undefined) return known
  const upper = upcaseAnew(name)
  if (isShort && kept.size < mostKept) kept.set(name, upper)
  return upper
}

/** The first short names met: a few, those of the standard values among them, stand under every service. */
const kept: Map<string, string> = new Map()
const mostKept = 4096
const longestKept = 24

function upcaseAnew(name: string): string {
  // For ASCII alone, JavaScript's own upper-casing is the same everywhere, and native.
  if (!beyondAscii.test(name)) return name.toUpperCase()
  table ??= buildUpperCaseTable()
  let result = ''
  for (let index = 0; index < name.length; index++) {
    const unit = name.charCodeAt(index)
    result += String.fromCharCode(table[unit] ?? unit)
  }
  return result
}

/** Whether two names are the same name to Windows. */
export function sameName(a: string, b: string): boolean {
  return a === b || (a.length === b.length && upcase(a) === upcase(b))
}
