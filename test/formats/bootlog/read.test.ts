import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BootLog, readBootLog } from '../../../src/formats/bootlog/index.ts'
import { withoutHang } from '../../hang.ts'

const corpus = process.env['SVCSIM_CORPUS']
const reason = corpus === undefined ? ' (skipped: SVCSIM_CORPUS is not set)' : ''

function read(bytes: Uint8Array | string): BootLog {
  return readBootLog(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { file: 'ntbtlog.txt' })
}

/** Each boot as its header, build, time and lines: `+` for loaded, `-` for not loaded. */
function boots(log: BootLog): unknown[] {
  return log.boots.map(({ header, build, started, entries }) => [
    header,
    build,
    started,
    entries.map(({ path, loaded }) => `${loaded ? '+' : '-'}${path}`),
  ])
}

const version = 'Microsoft (R) Windows (R) Version 10.0 (Build 14393)'
const windows10 = [
  version,
  ' 1 11 2019 18:30:51.346',
  'BOOTLOG_LOADED \\SystemRoot\\system32\\ntoskrnl.exe',
  'BOOTLOG_NOT_LOADED \\SystemRoot\\System32\\drivers\\cdrom.sys',
  '',
].join('\r\n')
const ofWindows10 = [
  version,
  14393,
  '1 11 2019 18:30:51.346',
  ['+\\SystemRoot\\system32\\ntoskrnl.exe', '-\\SystemRoot\\System32\\drivers\\cdrom.sys'],
]

describe('encodings', () => {
  const utf16le = Buffer.from(windows10, 'utf16le')
  test.each([
    ['UTF-16LE', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), 'utf-16le', true],
    ['UTF-16LE without a mark', utf16le, 'utf-16le', false],
    ['UTF-16BE', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16le).swap16()]), 'utf-16be', true],
    ['UTF-16BE without a mark', Buffer.from(utf16le).swap16(), 'utf-16be', false],
    ['UTF-8', Buffer.from(`\ufeff${windows10}`), 'utf-8', true],
    ['ASCII', Buffer.from(windows10), 'ansi', false],
    ['an odd byte at the end', Buffer.concat([utf16le, Buffer.from([0x41])]), 'utf-16le', false],
  ])('%s', (_, bytes, encoding, byteOrderMark) => {
    const log = read(bytes)
    expect(log).toMatchObject({ encoding, byteOrderMark, isBootLog: true })
    expect(boots(log)).toEqual([ofWindows10])
  })

  test('without a mark UTF-8 and ANSI are told apart by what is in the lines', () => {
    const line = 'Loaded driver \\Treiber\\gr\u00fcn.sys\r\n'
    expect(read(Buffer.from(line))).toMatchObject({ encoding: 'utf-8' })
    const ansi = read(Buffer.from(line, 'latin1'))
    expect(ansi.encoding).toBe('ansi')
    for (const log of [ansi, read(line)])
      expect(log.boots[0]?.entries[0]?.path).toBe('\\Treiber\\gr\u00fcn.sys')
  })

  test.each([['\n'], ['\r'], ['\r\n']])('lines may end in %j', (end) => {
    const log = read(windows10.replaceAll('\r\n', end))
    expect(boots(log)).toEqual([ofWindows10])
    expect(log.boots[0]?.entries[1]?.at).toEqual({ file: 'ntbtlog.txt', line: 4, column: 20, length: 38 })
  })
})

describe('headers', () => {
  const driver = 'Loaded driver ACPI.sys'
  test.each<[string, string[], unknown[]]>([
    [
      'Windows XP',
      ['Service Pack 2 2 16 2006 20:26:25.500'],
      ['Service Pack 2', undefined, '2 16 2006 20:26:25.500'],
    ],
    [
      'Windows XP in December',
      ['Service Pack 212 16 2006 20:26:25.500'],
      ['Service Pack 2', undefined, '12 16 2006 20:26:25.500'],
    ],
    [
      'Windows XP without a service pack',
      [' 2 16 2006 20:26:25.500'],
      [undefined, undefined, '2 16 2006 20:26:25.500'],
    ],
    [
      'Windows 7 SP1',
      ['Microsoft (R) Windows (R) Version 6.1 (Build 7601: Service Pack 1)', ' 4 11 2010 18:42:44.125'],
      ['Microsoft (R) Windows (R) Version 6.1 (Build 7601: Service Pack 1)', 7601, '4 11 2010 18:42:44.125'],
    ],
    [
      'Windows 7 in Russian',
      [
        'Microsoft (R) Windows (R) Version 6.1 (\u0421\u0431\u043e\u0440\u043a\u0430 7601)',
        ' 4 11 2010 18:42:44.125',
      ],
      [
        'Microsoft (R) Windows (R) Version 6.1 (\u0421\u0431\u043e\u0440\u043a\u0430 7601)',
        7601,
        '4 11 2010 18:42:44.125',
      ],
    ],
    [
      'a time on the second line behind an empty one',
      [version, '', ' 1 11 2019 18:30:51.346'],
      [version, 14393, '1 11 2019 18:30:51.346'],
    ],
    ['no time', [version], [version, 14393, undefined]],
    ['none at all', [], [undefined, undefined, undefined]],
  ])('%s', (_, header, expected) => {
    const log = read([...header, driver].join('\r\n'))
    expect(boots(log)).toEqual([[...expected, ['+ACPI.sys']]])
    expect(log.strangeLines.count).toBe(0)
  })
})

describe('boots', () => {
  test('each header begins one; an excerpt may begin in the middle of one', () => {
    const log = read(['Loaded driver a.sys', windows10, windows10].join('\r\n'))
    expect(boots(log)).toEqual([[undefined, undefined, undefined, ['+a.sys']], ofWindows10, ofWindows10])
    expect(log.boots.map(({ at }) => at.line)).toEqual([1, 2, 7])
  })

  test('times alone, and the kernel alone, begin one too', () => {
    const kernel = 'Loaded driver \\WINDOWS\\system32\\ntkrnlpa.exe'
    const log = read(
      [
        ' 2 16 2006 20:26:25.500',
        kernel,
        'Loaded driver a.sys',
        kernel,
        ' 2 17 2006 9:26:25.500',
        kernel,
      ].join('\n'),
    )
    expect(log.boots.map(({ started, entries }) => [started, entries.length])).toEqual([
      ['2 16 2006 20:26:25.500', 2],
      [undefined, 1],
      ['2 17 2006 9:26:25.500', 1],
    ])
  })

  test('a header without a driver is a boot of none', () => {
    expect(read(`${windows10}${version}\r\n`).boots.map(({ entries }) => entries.length)).toEqual([2, 0])
  })
})

describe('lines of drivers', () => {
  test.each([
    ['Loaded driver ACPI.sys', '+ACPI.sys', 15],
    ['loaded DRIVER   ACPI.sys  ', '+ACPI.sys', 17],
    ['\t Loaded driver\tACPI.sys', '+ACPI.sys', 17],
    ['> Loaded driver: ACPI.sys', '+ACPI.sys', 18],
    [' 12. Loaded driver ACPI.sys', '+ACPI.sys', 20],
    ['Did not load driver Audio Codecs', '-Audio Codecs', 21],
    [
      'Did not load driver @cpu.inf,%intelppm.devicedesc%;Intel Processor',
      '-@cpu.inf,%intelppm.devicedesc%;Intel Processor',
      21,
    ],
    ['BOOTLOG_LOADED \\??\\C:\\a b\\x.sys', '+\\??\\C:\\a b\\x.sys', 16],
    ['\u00a0Loaded driver\u00a0ACPI.sys', '+ACPI.sys', 16],
  ])('%j', (line, expected, column) => {
    const log = read(`\n${line}\n`)
    expect(log.boots[0]?.entries.map(({ path, loaded }) => `${loaded ? '+' : '-'}${path}`)).toEqual([
      expected,
    ])
    expect(log.boots[0]?.entries[0]?.at).toMatchObject({ line: 2, column })
  })

  test.each([
    'Loaded drivers ACPI.sys',
    'Loaded driver',
    'BOOTLOG_LOADEDX a',
    'ACPI.sys',
    'I Loaded driver a',
  ])('%j is none', (line) => {
    const log = read(line)
    expect(log.isBootLog).toBe(false)
    expect(log.strangeLines).toEqual({
      count: 1,
      first: [{ value: line, at: { file: 'ntbtlog.txt', line: 1, column: 1, length: line.length } }],
    })
  })

  test('words of another language are learnt from the line of the kernel', () => {
    const lines = ['ntoskrnl.exe', 'hal.dll', 'kdcom.dll'].map(
      (file) => `Geladen: \\SystemRoot\\system32\\${file}`,
    )
    const log = read(
      [
        ...lines,
        'Nicht geladen: \\SystemRoot\\a.sys',
        'Nicht geladen: \\SystemRoot\\b.sys',
        'see C:\\ntbtlog',
      ].join('\r\n'),
    )
    expect(log.translated).toEqual({ loaded: 'Geladen:', notLoaded: 'Nicht geladen:' })
    expect(log.boots[0]?.entries.map(({ loaded }) => loaded)).toEqual([true, true, true, false, false])
    expect(log.strangeLines.count).toBe(1)
  })

  test('no words are learnt without a kernel, nor from a line or two', () => {
    const line = 'Geladen \\SystemRoot\\system32\\'
    expect(read(`${line}a.sys\n${line}b.sys\n${line}c.sys`).isBootLog).toBe(false)
    expect(read(`${line}ntoskrnl.exe\n${line}b.sys`).isBootLog).toBe(false)
  })
})

describe('hostile input', () => {
  test('a line longer than any path is cut and strange', () => {
    const log = read(`Loaded driver ${'a'.repeat(1_000_000)}\nLoaded driver b.sys`)
    expect(boots(log)).toEqual([[undefined, undefined, undefined, ['+b.sys']]])
    expect(log.strangeLines.count).toBe(1)
    expect(log.strangeLines.first[0]?.value).toHaveLength(60)
  })

  test('of strange lines the first few are kept', () => {
    const log = read('nonsense\n'.repeat(1000))
    expect(log.strangeLines.count).toBe(1000)
    expect(log.strangeLines.first.map(({ at }) => at.line)).toEqual([1, 2, 3, 4, 5])
  })

  test.each([
    ['blanks', ' '],
    ['digits', '1 '],
    ['quotes', '> '],
    ['backslashes', 'a\\'],
    ['NULs', '\0'],
    ['line ends', '\r'],
    ['dates', ' 2 16 2006 20:26:25.500\n'],
    ['bytes that are no UTF-8', '\u00ff\n'],
  ])('%s take no time to speak of', (_, part) => {
    const bytes = Buffer.from(part.repeat(Math.ceil(1_000_000 / part.length)), 'latin1')
    expect(withoutHang(() => read(bytes)).isBootLog).toBe(false)
  })

  test('a boot of more drivers than any keeps the first, and tells how many are left out', () => {
    const log = read(`Loaded driver x\n`.repeat(100_003))
    expect(log.boots.map(({ entries }) => entries.length)).toEqual([100_000])
    expect(log.entriesLeftOut).toBe(3)
  })

  test('of more headers than boots can be the last counts', () => {
    const log = read(`${' 2 16 2006 20:26:25.500\n'.repeat(100_005)}Loaded driver x.sys`)
    expect(log.boots).toHaveLength(100_000)
    expect(log.boots.at(-1)?.entries.map(({ path }) => path)).toEqual(['x.sys'])
    expect(log.entriesLeftOut).toBe(0)
  })

  test('all lines of a large log are read', () => {
    const boot = `Loaded driver \\SystemRoot\\ntoskrnl.exe\n${'Loaded driver \\SystemRoot\\a.sys\n'.repeat(1100)}`
    const log = read(boot.repeat(1000))
    expect([log.boots.length, log.entriesLeftOut]).toEqual([1000, 0])
    expect(log.boots.at(-1)?.entries).toHaveLength(1101)
  })

  test('any bytes are read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const log = read(bytes)
        expect(log.isBootLog).toBe(log.boots.some(({ entries }) => entries.length > 0))
      }),
    )
  })

  test('any text between the lines changes nothing of them', () => {
    const noise = fc
      .string({ unit: 'binary' })
      .filter((text) => !/[\r\n\\]/.test(text) && !/driver|BOOTLOG|Microsoft|\d{4}/i.test(text))
    fc.assert(
      fc.property(noise, (text) => {
        const log = read(`Loaded driver a.sys\n${text}\nLoaded driver b.sys`)
        expect(log.boots.flatMap(({ entries }) => entries.map(({ path }) => path))).toEqual([
          'a.sys',
          'b.sys',
        ])
        expect(log.boots[0]?.entries[1]?.at.line).toBe(3)
      }),
    )
  })
})

describe.skipIf(corpus === undefined)(`real logs${reason}`, () => {
  const folder = join(corpus ?? '', 'boot-logs')

  test('Windows 10, thirteen boots', () => {
    const log = read(gunzipSync(readFileSync(join(folder, 'windows-10-14393.ntbtlog.txt.gz'))))
    expect(log).toMatchObject({ encoding: 'utf-16le', byteOrderMark: true, strangeLines: { count: 0 } })
    expect(log.boots.map(({ build, entries }) => [build, entries.length])).toEqual(
      Array.from({ length: 13 }, () => [14393, 150]),
    )
    expect(log.boots.at(-1)).toMatchObject({ started: '1 11 2019 18:59:37.346', at: { line: 1825 } })
  })

  test('Windows XP, an excerpt', () => {
    const log = read(readFileSync(join(folder, 'windows-xp-sp2.ntbtlog-excerpt.txt')))
    expect(log).toMatchObject({ encoding: 'ansi', byteOrderMark: false, strangeLines: { count: 0 } })
    expect(log.boots.map(({ header, entries }) => [header, entries.length])).toEqual([['Service Pack 2', 26]])
  })
})
