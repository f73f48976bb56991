import { describe, expect, test } from 'vitest'
import { compareWithLog, planOrder, readBootLog, type Services, titleOfBuild } from '../../src/index.ts'
import { isSafe } from '../../src/report/escape.ts'
import { agreementOf, type BootComparison, type LogVerdict } from '../../src/report/log.ts'
import { logJson } from '../../src/report/log-json.ts'
import { logFileLoss, logFileNotes } from '../../src/report/log-notes.ts'
import { type LogTextOptions, logText } from '../../src/report/log-text.ts'
import { displayWidth } from '../../src/report/wrap.ts'
import { servicesLike } from '../planner/read.ts'
import { colours, models, withoutColours } from './samples.ts'

const driver = (group: string | undefined, start: number, more: object = {}) => ({
  Type: 1,
  Start: start,
  ErrorControl: 1,
  ...(group === undefined ? {} : { Group: group }),
  ...more,
})

/** A small Windows 10 with something to say of each kind. */
const small: Services = await servicesLike({
  groupOrder: ['Boot Bus Extender', 'System Bus Extender', 'FSFilter Infrastructure', 'Base'],
  vectors: { 'Boot Bus Extender': [1, 2] },
  services: {
    ACPI: driver('Core', 0),
    pci: driver('Boot Bus Extender', 0, { Tag: 2 }),
    pcw: driver('Boot Bus Extender', 0, { Tag: 1 }),
    volmgr: driver('System Bus Extender', 0),
    FltMgr: driver('FSFilter Infrastructure', 0),
    absent: driver('Base', 0),
    Null: driver('Base', 1),
    Beep: driver('Base', 1),
    cdrom: driver('Base', 1),
    luafv: driver('Base', 2),
    HTTP: driver(undefined, 3),
  },
})

const header = 'Microsoft (R) Windows (R) Version 10.0 (Build 14393)'
const lines = (...names: readonly string[]): string[] =>
  names.map((name) =>
    name.startsWith('-')
      ? `BOOTLOG_NOT_LOADED \\SystemRoot\\System32\\drivers\\${name.slice(1)}`
      : `BOOTLOG_LOADED \\SystemRoot\\System32\\drivers\\${name}`,
  )
const firstBoot = lines('ntoskrnl.exe', 'ACPI.sys', 'pcw.sys', 'pci.sys', 'volmgr.sys', 'fltmgr.sys')
const secondBoot = lines(
  ...['ntoskrnl.exe', 'CI.dll', 'FLTMGR.SYS', 'ACPI.sys', 'WMILIB.SYS', 'pcw.sys', 'pci.sys', 'volmgr.sys'],
  ...['Beep.SYS', 'Null.SYS', '-cdrom.sys', 'HTTP.sys', 'luafv.sys', 'other.sys'],
)
const boots = [
  header,
  ' 1 11 2019 18:30:51.346',
  ...firstBoot,
  header,
  ' 1 11 2019 18:59:37.346',
  ...secondBoot,
]

interface Sample {
  readonly text: (look: Partial<LogTextOptions>) => string
  readonly json: (whole?: boolean) => string
  readonly notes: readonly string[]
}

function sample(services: Services, text: string, only?: number): Sample {
  const log = readBootLog(Buffer.from(text), { file: 'ntbtlog.txt' })
  const plan = planOrder(services)
  const comparisons = log.boots
    .map(
      (boot, index): BootComparison => ({
        number: index + 1,
        boot,
        windows: titleOfBuild(boot.build),
        comparison: compareWithLog(services, plan, boot),
      }),
    )
    .filter(({ number }) => only === undefined || number === only)
  const verdict = verdictOn(comparisons)
  return {
    text: (look) => logText(services, log, comparisons, { ...look, verdict }),
    json: (whole = false) => [...logJson(services, log, comparisons, { verdict, whole })].join(''),
    notes: logFileNotes(log),
  }
}

function verdictOn(comparisons: readonly BootComparison[]): LogVerdict {
  const outOfPlace = Math.max(0, ...comparisons.map(({ comparison }) => comparison.outOfPlace))
  const isCompared = comparisons.some(({ comparison }) => agreementOf(comparison).common > 0)
  return { outOfPlace, tolerance: 1, agrees: isCompared && outOfPlace <= 1 }
}

const hostileLog = [
  'Loaded driver \\SystemRoot\\\u001b[2J\u202egnp.sys',
  'Loaded driver __proto__.sys',
  'Loaded driver \\x\\\u001b[2Jx\u200b.sys',
  'Did not load driver \u0007constructor',
  '\u001b]0;title\u0007 strange \u2028 line',
  `Loaded driver ${'\u202e'.repeat(50)}`,
].join('\n')

const samples = new Map<string, Sample>([
  ['newest', sample(small, boots.join('\r\n'), 2)],
  ['all', sample(small, boots.join('\r\n'))],
  ['alike', sample(small, [header, ...firstBoot, header, ...firstBoot].join('\n'))],
  ['hostile', sample(models.get('hostile') ?? small, hostileLog)],
  ['nothing', sample(small, 'Loaded driver nobody.sys')],
])

describe('golden', () => {
  test.each([...samples])('%s', async (name, { text, json }) => {
    await expect(text({ columns: 80 })).toMatchFileSnapshot(`../../fixtures/report/log-${name}.txt`)
    await expect(json()).toMatchFileSnapshot(`../../fixtures/report/log-${name}.json`)
  })

  test('newest with all names, where nothing limits the width', async () => {
    const text = samples.get('newest')?.text({ whole: true })
    await expect(text).toMatchFileSnapshot('../../fixtures/report/log-verbose.txt')
  })
})

test('of several boots the newest alone has its lists, unless all are asked for', () => {
  const all = samples.get('all')
  for (const whole of [false, true]) {
    const { comparisons } = JSON.parse(all?.json(whole) ?? '')
    for (const [index, { phases, loadedNotPredicted, outOfPlace }] of comparisons.entries()) {
      const hasLists = whole || index === comparisons.length - 1
      expect(loadedNotPredicted !== null).toBe(hasLists)
      expect(outOfPlace).toBeTypeOf('number')
      for (const { predictedNotLoaded, outOfPlace: places } of phases) {
        expect(predictedNotLoaded !== null).toBe(hasLists)
        expect(places).toBeInstanceOf(Array)
      }
    }
  }
})

test('what of a log was not read is a loss of its own', () => {
  const log = readBootLog(Buffer.from('Loaded driver a.sys'), { file: 'ntbtlog.txt' })
  expect(logFileLoss(log)).toBeUndefined()
  expect(logFileLoss({ ...log, entriesLeftOut: 2 })).toMatch(
    /^ntbtlog.txt: 2 lines of drivers, .* are not read/,
  )
})

describe.each([...samples])('the report on %s', (_, { text, json, notes }) => {
  test('keeps within the terminal', () => {
    for (const columns of [60, 80, 120, 200])
      for (const whole of [false, true])
        for (const line of text({ columns, whole }).split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(columns)
  })

  test('is the same text in colour', () => {
    expect(withoutColours(text({ palette: colours, columns: 100 }))).toBe(text({ columns: 100 }))
  })

  test('holds nothing that a terminal acts on', () => {
    for (const line of [...text({ whole: true }).split('\n'), ...json().split('\n')])
      expect(isSafe(line)).toBe(true)
    expect(text({})).toMatch(/[^\n]\n$/)
  })

  test('is JSON of the schema version that scripts know', () => {
    expect(JSON.parse(json())).toMatchObject({ schemaVersion: 1, log: { file: 'ntbtlog.txt' } })
    expect(notes).not.toContain('')
  })
})

describe('notes on the file', () => {
  test('name the first strange lines', () => {
    const noteOn = (count: number): readonly string[] =>
      sample(small, ['Loaded driver a.sys', ...Array<string>(count).fill('what?')].join('\n')).notes
    expect(noteOn(0)).toEqual([])
    expect(noteOn(1)).toEqual(['ntbtlog.txt: 1 line is none of a boot log: "what?" (ntbtlog.txt:2:1)'])
    expect(noteOn(5)).toEqual([
      'ntbtlog.txt: 5 lines are none of a boot log: "what?" (ntbtlog.txt:2:1), "what?" (ntbtlog.txt:3:1), "what?" (ntbtlog.txt:4:1) and 2 more',
    ])
  })

  test('say how words of another language were told apart', () => {
    const line = 'Geladen \\SystemRoot\\system32\\'
    const { notes } = sample(small, `${line}ntoskrnl.exe\n${line}hal.dll\n${line}a.sys\nNicht \\b.sys`)
    expect(notes).toEqual([
      'ntbtlog.txt: "Geladen" is taken for "loaded", as it stands before the kernel, "Nicht" for the contrary',
    ])
  })
})
