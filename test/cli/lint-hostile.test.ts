import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { lintFormatNames } from '../../src/cli/lint-formats.ts'
import { isSafe } from '../../src/report/escape.ts'
import { parseXml } from '../report/xml.ts'
import { run, temporaryFolder } from './run.ts'

/** Names that would break out of a format, or act on who reads it. No backslash: it would end the name of a key. */
const names = [
  '\u001b[2Jerased',
  '\u202egnp.sys',
  ']]><x a="b">',
  '<script>alert(1)<',
  'a|b|`c``d`',
  'N'.repeat(10_000),
  '\ud800half',
  'nul\0name',
  '50%0A%25',
  '::error file=x::, y',
  '##vso[task.complete]##[error]',
  '__proto__',
  '[link](https:%2Fexample.org) @user #1',
  '\'"&amp;&#10;',
  '=cmd|calc',
  '\u2028line\u2029\u0085\u009b31m\ufffe\ufeff',
]

/** Where a file system allows it; there is no such name on Windows. */
const fileNames =
  process.platform === 'win32'
    ? ['a,b%0A`#.reg']
    : ['a,b::c%0A<x>|.reg', '::error::\u001b[2J\u202e\n]]>`##[x].reg', '__proto__']

function bytesOf(text: string): string {
  return [...Buffer.from(`${text}\0`, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0')).join(',')
}

/** Every service has a Start that is none, its name as data, and a line that is no value. */
function hostileReg(): Buffer {
  const keys = names.map((name) => {
    const data = bytesOf(name)
    const lines = [
      `[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\${name}]`,
      '"Type"=dword:1\r\n"Start"=dword:7\r\n"ErrorControl"=dword:1\r\n"Tag"=dword:7f',
      `"Group"=hex(1):${data}\r\n"ObjectName"=hex(1):${data}\r\n"ImagePath"=hex(2):${data}`,
      `"DependOnService"=hex(7):${data},00,00\r\n"${name.replaceAll('"', '\\"')}"=dword:z`,
    ]
    return lines.join('\r\n')
  })
  const ignored = `; svcsim-ignore SVC103 -- ${names.join(' ').slice(0, 200)}\r\n${keys[0]?.replace('erased', '2')}`
  return Buffer.from(
    ['\ufeffWindows Registry Editor Version 5.00', ...keys, ignored, ''].join('\r\n\r\n'),
    'utf16le',
  )
}

test.each(lintFormatNames)(
  '%s is inert whatever names of files, services and groups are',
  async (format) => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, 'in'))
    for (const name of fileNames) writeFileSync(join(cwd, 'in', name), hostileReg())
    const missing = 'gone\u001b[2J::error::x<b>|`##[x]'
    const inputs = [...fileNames.map((name) => join('in', name)), missing]
    const { code, stdout, stderr } = await run(
      ['lint', ...inputs, '--format', format, '--min-severity', 'info'],
      { cwd, env: { COLUMNS: '60' } },
    )
    expect(code).toBe(3)
    expect(stdout.length).toBeGreaterThan(1000)
    for (const line of [...stdout.split('\n'), ...stderr.split('\n')]) {
      expect(isSafe(line)).toBe(true)
      expect(line).not.toMatch(/##[a-z]*\[/i)
      if (format === 'github' && line !== '' && !line.startsWith('svcsim: '))
        expect(line).toMatch(/^::(?:error|warning|notice) file=[^,]*,(?:line=\d+,[^:]*)?title=[^:]*::/)
      else expect(line).not.toMatch(/^\s*::/)
    }
    readBack.get(format)?.(stdout)
  },
  120_000,
)

/** Names that the file system and Regedit leave as they are are exact in JSON. */
function exactServices(findings: readonly { readonly service?: string | null }[]): void {
  const services = new Set(findings.map(({ service }) => service))
  expect(names.filter((name) => !/[\n\0]/.test(name) && !services.has(name))).toEqual([])
}

/** What is more to be said of formats that have a grammar. */
const readBack: ReadonlyMap<string, (text: string) => void> = new Map([
  ['json', (text) => exactServices(JSON.parse(text).findings)],
  [
    'ndjson',
    (text) =>
      exactServices(
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ),
  ],
  ...['sarif', 'gitlab', 'rdjson'].map((name): [string, (text: string) => void] => [
    name,
    (text) => {
      expect(JSON.parse(text)).toBeDefined()
      expect(text).not.toMatch(/\\u[dD][89a-fA-F]/)
    },
  ]),
  ['junit', (text) => expect(parseXml(text).children).toHaveLength(fileNames.length + 1)],
  ['checkstyle', (text) => expect(parseXml(text).children).toHaveLength(fileNames.length + 1)],
  [
    'markdown',
    (text) => {
      const rows = text.split('\n').filter((line) => line.startsWith('|'))
      for (const row of rows) expect(row.match(/\|/g)).toHaveLength(6)
      expect(text.replace(/<\/?code>|<br>|<!-- -->/g, '')).not.toMatch(/[<>`]/)
    },
  ],
])
