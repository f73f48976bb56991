import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/cli/exit.ts'
import type { Host } from '../../src/cli/host.ts'
import { imageList } from '../../src/cli/image-list.ts'
import { bytesSource, type ImageSource } from '../../src/index.ts'
import { temporaryFolder } from './run.ts'

function hostWith(stdin: string | Uint8Array, cwd = '/'): Host {
  const text = { write: () => true }
  return {
    argv: [],
    stdin: bytesSource(Buffer.from(stdin)),
    stdout: text,
    stderr: text,
    env: {},
    platform: 'linux',
    cwd,
  }
}

const listOf = (content: string | Uint8Array): ImageSource => imageList('-', hostWith(content))
const state = (source: ImageSource, path: string, kind: 'driver' | 'service' = 'driver'): string =>
  source.find(path, kind).state

describe('a list of files', () => {
  it.each([
    './Windows/System32/drivers/ACPI.sys',
    '/mnt/c/WINDOWS/system32/DRIVERS/acpi.SYS',
    'C:\\Windows\\System32\\drivers\\acpi.sys',
    '"C:\\Windows\\System32\\drivers\\acpi.sys"',
    '\\SystemRoot\\System32\\drivers\\acpi.sys',
    '\\??\\C:\\Windows\\System32\\drivers\\acpi.sys',
    '%SystemRoot%\\System32\\drivers\\acpi.sys',
    'System32/drivers/acpi.sys',
    'drivers\\acpi.sys',
    'acpi.sys',
    '  acpi.sys  ',
  ])('holds the image of a driver as %s', (line) => {
    const source = listOf(`first.sys\n${line}\nlast.sys\n`)
    expect(state(source, 'System32\\drivers\\ACPI.sys')).toBe('present')
    expect(state(source, '\\SystemRoot\\system32\\drivers\\acpi.sys')).toBe('present')
    expect(state(source, 'System32\\drivers\\pci.sys')).toBe('missing')
    expect(source.findImport('ACPI.SYS', '').state).toBe('present')
    expect(source.findImport('wmilib.sys', '').state).toBe('missing')
  })

  it.each([
    'System32/driversacpi.sys',
    '/mnt/Windows/System32/other/acpi.sys',
    '/mnt/xacpi.sys',
    'acpi.sys/file',
    '# acpi.sys',
  ])('does not hold it as %s', (line) => {
    expect(state(listOf(line), 'System32\\drivers\\acpi.sys')).toBe('missing')
  })

  it('holds the program of a service, wherever its command line has it', () => {
    const source = listOf('/mnt/Windows/System32/svchost.exe\n/mnt/Program Files/Foo Bar/foo.exe\n')
    expect(state(source, '%SystemRoot%\\system32\\svchost.exe -k netsvcs -p', 'service')).toBe('present')
    expect(state(source, '%windir%\\system32\\svchost -k x', 'service')).toBe('present')
    expect(state(source, '"C:\\Program Files\\Foo Bar\\foo.exe" /service', 'service')).toBe('present')
    expect(state(source, 'C:\\Program Files\\Foo\\foo.exe', 'service')).toBe('missing')
  })

  it('tells no imports', () => {
    const source = listOf('acpi.sys')
    expect(source.tellsImports).toBe(false)
    expect(source.find('acpi.sys', 'driver')).toEqual({ state: 'present', path: 'acpi.sys' })
    expect(state(source, '')).toBe('unknown')
  })

  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from('é.sys\r\nacpi.sys\r\n')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffé.sys\nacpi.sys')],
    ['UTF-16LE', Buffer.from('\ufeffé.sys\r\nacpi.sys\r\n', 'utf16le')],
    ['UTF-16BE', Buffer.from('\ufeffé.sys\r\nacpi.sys\r\n', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('é.sys\r\nacpi.sys', 'latin1')],
    ['old line ends', Buffer.from('é.sys\racpi.sys\r')],
  ])('is read as %s', (_, bytes) => {
    const source = listOf(bytes)
    expect(state(source, 'System32\\drivers\\É.SYS')).toBe('present')
    expect(state(source, 'System32\\drivers\\acpi.sys')).toBe('present')
  })

  it('is read from a file', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'list.txt'), 'acpi.sys')
    const source = imageList('list.txt', hostWith('', folder))
    expect(source.name).toBe('list.txt')
    expect(state(source, 'acpi.sys')).toBe('present')
  })

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'standard input names no file: a list of images has one path a line'],
    ['empty lines', '\n \r\n\t\n', 'standard input names no file: a list of images has one path a line'],
    ['NULs', 'a.sys\0b.sys\0', 'standard input is no list of files: it is not text'],
    [
      'UTF-16 without a mark',
      Buffer.from('a.sys', 'utf16le'),
      'standard input is no list of files: it is not text',
    ],
    ['an image', Uint8Array.of(0x4d, 0x5a, 0x90, 3, 4), 'standard input is no list of files: it is not text'],
  ])('that holds %s is refused', (_, content, message) => {
    expect(() => listOf(content)).toThrow(new InputError(message))
  })

  it('that is not there is refused', () => {
    expect(() => imageList('gone.txt', hostWith(''))).toThrow(
      new InputError('cannot read gone.txt: no such file or folder'),
    )
  })
})

it('agrees with comparing every path with every other', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', 'C', 'ab'), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('\\'))
  fc.assert(
    fc.property(fc.array(path, { minLength: 1, maxLength: 6 }), path, (list, asked) => {
      const parts = asked.toUpperCase().split('\\')
      const isEnd = (whole: readonly string[], end: readonly string[]): boolean =>
        end.length <= whole.length && end.every((part, index) => whole.at(index - end.length) === part)
      const expected = list
        .map((line) => line.toUpperCase().split('\\'))
        .some((line) => isEnd(line, parts) || isEnd(parts, line))
      expect(state(listOf(list.join('\n')), asked) === 'present').toBe(expected)
    }),
    { numRuns: 2000 },
  )
})

it('takes time in proportion to its length and to what is asked', () => {
  const lines = Array.from({ length: 200_000 }, (_, index) => `/disk/folder${index}/same.sys`)
  const source = listOf(lines.join('\n'))
  const began = performance.now()
  for (let index = 0; index < 50_000; index++) state(source, `other${index}\\same.sys`)
  expect(state(source, `folder199999\\same.sys`)).toBe('present')
  // A comparison of each with each would take minutes.
  expect(performance.now() - began).toBeLessThan(5000)
})
