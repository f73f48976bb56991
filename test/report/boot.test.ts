import { describe, expect, test } from 'vitest'
import { bootJson, failEachJson } from '../../src/report/boot-json.ts'
import { bootText } from '../../src/report/boot-text.ts'
import type { BootLook } from '../../src/report/boot-words.ts'
import { isSafe } from '../../src/report/escape.ts'
import { failEachText } from '../../src/report/fail-each-text.ts'
import { displayWidth } from '../../src/report/wrap.ts'
import { boots, failEachSamples } from './boot-samples.ts'
import { colours, withoutColours } from './samples.ts'

/** Every report of every sample, by the name of its golden file. */
const reports = new Map<string, (look: BootLook) => string>()
for (const [name, { services, simulation, request }] of boots) {
  const { safeMode } = request
  reports.set(`boot-${name}.txt`, (look) => bootText(simulation, { ...look, safeMode }))
  reports.set(`boot-${name}.json`, () => bootJson(services, request, simulation))
}
for (const [name, { services, result, request }] of failEachSamples) {
  const { fail } = request
  reports.set(`fail-each-${name}.txt`, (look) => failEachText(result, { ...look, fail }))
  reports.set(`fail-each-${name}.json`, () => failEachJson(services, request, result))
}
const human = [...reports].filter(([name]) => name.endsWith('.txt'))
const machine = [...reports].filter(([name]) => name.endsWith('.json'))

function textOf(name: string, look: BootLook = {}): string {
  return reports.get(name)?.(look) ?? ''
}

describe('golden', () => {
  test.each([...reports])('%s', async (name, report) => {
    await expect(report({ columns: 80 })).toMatchFileSnapshot(`../../fixtures/report/${name}`)
  })

  test.each(['boot-last-known-good.txt', 'boot-safe-mode.txt', 'fail-each-effects.txt'])(
    '%s with everything',
    async (name) => {
      await expect(textOf(name, { whole: true, columns: 100 })).toMatchFileSnapshot(
        `../../fixtures/report/whole-${name}`,
      )
    },
  )
})

describe('every report', () => {
  test.each([...reports])(
    '%s ends in one line end and holds nothing that a terminal acts on',
    (_, report) => {
      for (const whole of [false, true]) {
        const text = report({ whole })
        expect(text).toMatch(/[^\n]\n$/)
        for (const line of text.split('\n')) expect(isSafe(line)).toBe(true)
      }
    },
  )

  test.each(human)('%s is the same text in colour', (_, report) => {
    for (const whole of [false, true])
      expect(withoutColours(report({ palette: colours, columns: 100, whole }))).toBe(
        report({ columns: 100, whole }),
      )
  })

  test.each(human)('%s keeps within the terminal', (_, report) => {
    for (const columns of [60, 80, 120])
      for (const whole of [false, true])
        for (const line of report({ columns, whole }).split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(columns)
  })

  test.each(human)('%s begins with how it ends', (_, report) => {
    expect(report({})).toMatch(/^[^\n]*Windows (?:comes up|does not come up)/)
  })

  test.each(machine)('%s is JSON of the schema version that scripts know', (_, report) => {
    expect(JSON.parse(report({}))).toMatchObject({ schemaVersion: 1, input: { file: 'sample.reg' } })
  })
})

describe('a boot', () => {
  const verdicts: readonly [string, string][] = [
    ['up', 'Windows comes up: all that it attempts runs'],
    ['errors', 'Windows comes up with errors: 1 service does not start'],
    ['last-known-good', 'Windows comes up, but on LastKnownGood (ControlSet002) only'],
    ['bug-check', 'Windows does not come up: aha154x does not run with LastKnownGood either'],
    ['inaccessible', 'Windows does not come up: bug check 0x7B INACCESSIBLE_BOOT_DEVICE (inferred)'],
    ['safe-mode', 'Windows comes up in safe mode (minimal): all that it attempts runs'],
  ]
  test.each(verdicts)('%s: %s', (name, line) => {
    expect(textOf(`boot-${name}.txt`).split('\n')[0]).toBe(line)
  })

  test('is not said to end in an error where nothing is logged', () => {
    const { simulation } = boots.get('errors') ?? { simulation: undefined }
    const silent = simulation && bootText({ ...simulation, verdict: 'comes-up', chain: [] })
    expect(silent).toMatch(/^Windows comes up: 1 service does not start, and nothing is logged\n/)
  })

  test('what the controller knows nothing of is shown and not missed', () => {
    const { simulation } = boots.get('errors') ?? { simulation: undefined }
    const attempts = simulation?.attempts.map((attempt) => ({
      ...attempt,
      events: [],
      phases: attempt.phases.map((phase) => ({
        ...phase,
        outcomes: phase.outcomes.map((outcome) =>
          outcome.cause ? { ...outcome, cause: { ...outcome.cause, code: 'passed-over' } } : outcome,
        ),
      })),
    }))
    const text =
      simulation && attempts && bootText({ ...simulation, attempts, verdict: 'comes-up', chain: [] })
    expect(text).toMatch(/^Windows comes up: all that it attempts runs\n/)
    expect(text).toContain('Not attempted: 1\n  it needs "Ghost", which does not exist (error 1075):\n')
  })

  test('--only limits what is shown, not what is counted', () => {
    const shows = (name: string): boolean => name === 'Rdr'
    const text = textOf('boot-errors.txt', { shows })
    expect(text).toContain('1 driver loaded, 1 not attempted')
    expect(text).toContain('System log: 1 event of the Service Control Manager\n')
    expect(text).not.toContain('Not attempted')
    expect(text).not.toContain('7003')
    const sample = boots.get('errors')
    const json = sample && JSON.parse(bootJson(sample.services, sample.request, sample.simulation, shows))
    expect(json.attempts[0].phases.map(({ services }: { services: unknown[] }) => services.length)).toEqual([
      0, 0, 1, 0,
    ])
  })

  test('many events of one number in a row are folded, all of them shown when asked for', () => {
    const lines = (look: BootLook): string[] =>
      textOf('boot-hostile.txt', look)
        .split('\n')
        .filter((line) => line.includes('title'))
    expect(lines({})).toHaveLength(4)
    expect(textOf('boot-hostile.txt')).toContain('… 3 more of 7000 (--verbose)\n')
    expect(lines({ whole: true })).toHaveLength(7)
  })

  test('a long chain of causes is cut, and whole when asked for', () => {
    const { simulation } = boots.get('errors') ?? { simulation: undefined }
    const chain = Array.from({ length: 14 }, (_, index) => ({ code: 'x', message: `cause ${index}` }))
    const text = (whole: boolean) => (simulation ? bootText({ ...simulation, chain }, { whole }) : '')
    expect(text(false)).toContain('  12. cause 11\n  … 2 more (--verbose)\n')
    expect(text(true)).toContain('  14. cause 13\n')
  })
})

describe('failures one by one', () => {
  test('those that keep most others from running come first', () => {
    const { result } = failEachSamples.get('effects') ?? { result: undefined }
    const [, , one] = result?.failures ?? []
    if (!result || !one) throw new Error('no sample')
    const failures = [
      { ...one, dependents: one.dependents.slice(0, 1) },
      { ...one, dependents: one.dependents.slice(0, 3) },
      { ...one, dependents: [] },
      { ...one, dependents: one.dependents.slice(0, 2) },
    ]
    const numbers = failEachText({ ...result, failures })
      .split('\n')
      .flatMap((line) => /^ {2}Rdr +system +1 normal +(\d)/.exec(line)?.[1] ?? [])
    expect(numbers).toEqual(['3', '2', '1'])
  })

  test('of a boot that does not come up nothing more is said', () => {
    expect(textOf('fail-each-down.txt')).toMatch(
      /^With aha154x failing, Windows does not come up[\s\S]*\nSo there is nothing that a further failure could change\.\n$/,
    )
  })
})
