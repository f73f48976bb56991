import type { Diagnostic } from '../../../src/diagnostics/index.ts'
import { type ReadRegOptions, type RegRegistry, readReg } from '../../../src/formats/reg/index.ts'
import type { RegistryKey, RegistryValue } from '../../../src/registry/index.ts'

export const version5 = 'Windows Registry Editor Version 5.00'

/** Encodings of a file, by what stands before its text. */
export const encodings = [
  'utf-16le with mark',
  'utf-16le',
  'utf-16be with mark',
  'utf-16be',
  'utf-8 with mark',
  'utf-8',
  'windows-1252',
] as const
export type FileEncoding = (typeof encodings)[number]

/** Code page 1252 from 0x80 to 0x9F, as Microsoft publishes it. */
export const c1: string =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'

/** The bytes of a file. A character that code page 1252 lacks is a mistake of the test. */
export function encode(text: string, encoding: FileEncoding): Uint8Array {
  switch (encoding) {
    case 'utf-16le with mark':
      return Buffer.from(`\ufeff${text}`, 'utf16le')
    case 'utf-16le':
      return Buffer.from(text, 'utf16le')
    case 'utf-16be with mark':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16()
    case 'utf-8 with mark':
      return Buffer.from(`\ufeff${text}`)
    case 'utf-8':
      return Buffer.from(text)
    case 'windows-1252':
      return Uint8Array.from(text.split(''), toWindows1252)
  }
}

function toWindows1252(unit: string): number {
  const high = c1.indexOf(unit)
  const code = high === -1 ? unit.charCodeAt(0) : 0x80 + high
  if (code > 0xff || (high === -1 && code >= 0x80 && code < 0xa0))
    throw new Error(`U+${code.toString(16)} is not in code page 1252`)
  return code
}

/** Reads text (as UTF-16LE with a byte order mark) or bytes. */
export function read(input: string | Uint8Array, options: Partial<ReadRegOptions> = {}): RegRegistry {
  const bytes = typeof input === 'string' ? encode(input, 'utf-16le with mark') : input
  return readReg(bytes, { file: 'test.reg', ...options })
}

/** Reads a source as `x`, edits and all. */
export function readWhole(
  source: Parameters<typeof readReg>[0],
  options: Partial<ReadRegOptions> = {},
): RegRegistry {
  return readReg(source, { file: 'x', keepEdits: true, ...options })
}

/** A Version 5.00 file of CRLF lines; the first of `lines` is line 3. */
export function file(...lines: readonly string[]): string {
  return [version5, '', ...lines, ''].join('\r\n')
}

/** `4:5+2 error dword-empty`: line, column, length, severity, code. */
export function brief({ at, severity, code }: Diagnostic): string {
  return `${at.line}:${at.column}+${at.length} ${severity} ${code}`
}

export function diagnosed(registry: RegRegistry): string[] {
  return registry.diagnostics.map(brief)
}

export function hexOf(data: Uint8Array): string {
  return Buffer.from(data).toString('hex')
}

/** `"name" 4 01000000`, or `@` for the default value. */
export function valueLine({ name, type, data }: RegistryValue): string {
  return `${name === '' ? '@' : JSON.stringify(name)} ${type} ${hexOf(data)}`.trimEnd()
}

/** Every key path, and below it its values as {@link valueLine} prints them. */
export function tree(root: RegistryKey): string[] {
  const lines: string[] = []
  const visit = (key: RegistryKey, path: string): void => {
    for (const value of key.values) lines.push(`  ${valueLine(value)}`)
    for (const below of key.keys) {
      const belowPath = path === '' ? below.name : `${path}\\${below.name}`
      lines.push(belowPath)
      visit(below, belowPath)
    }
  }
  visit(root, '')
  return lines
}

/** The one value of that name under `HKEY_LOCAL_MACHINE\k`. */
export function value(registry: RegRegistry, name: string): RegistryValue {
  const found = registry.root.find('HKEY_LOCAL_MACHINE', 'k')?.value(name)
  if (!found) throw new Error(`no value ${JSON.stringify(name)}`)
  return found
}

/** A text as the registry stores it, in hex. */
export function text(content: string, terminators = 1): string {
  return Buffer.from(content + '\0'.repeat(terminators), 'utf16le').toString('hex')
}
