import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { run } from './run.ts'

const corpus = process.env['SVCSIM_CORPUS']
const title = 'real exports on the command line (need SVCSIM_CORPUS)'

function inCorpus(...names: string[]): string {
  return join(corpus ?? '', ...names)
}

interface OrderJson {
  readonly phases: readonly {
    readonly phase: string
    readonly steps: readonly { readonly service: string }[]
  }[]
}

interface Expected {
  readonly classic: Readonly<Record<string, readonly string[]>>
  readonly modern: Readonly<Record<string, readonly string[]>>
  readonly scm: Readonly<Record<string, readonly string[]>>
}

/** Runs a command on an export of the corpus, through standard input, and parses its JSON. */
async function json(command: string, file: string, ...options: string[]): Promise<unknown> {
  const stdin = gunzipSync(readFileSync(inCorpus('exports', `${file}.reg.gz`)))
  const ran = await run([command, '-', '--format', 'json', ...options], { stdin })
  return JSON.parse(ran.stdout)
}

async function order(file: string, ...options: string[]): Promise<Record<string, readonly string[]>> {
  const { phases } = (await json(
    'order',
    file,
    '--no-start-override',
    '--boot-fs',
    'none',
    ...options,
  )) as OrderJson
  return Object.fromEntries(phases.map(({ phase, steps }) => [phase, steps.map(({ service }) => service)]))
}

const hives = ['windows-xp-sp3', 'windows-7-sp1', 'windows-8.1', 'windows-10-1709']
const styles = ['services.hivexregedit', 'services.regedit5-utf16', 'services.regedit4-ansi']

describe.skipIf(corpus === undefined)(title, () => {
  it.each(hives)('gives the expected order of %s', async (hive) => {
    const expected: Expected = JSON.parse(readFileSync(inCorpus('expected-order', `${hive}.json`), 'utf8'))
    const full = `${hive}.full.regedit5-utf16`
    const classic = await order(full, '--algorithm', 'classic')
    const modern = await order(full, '--algorithm', 'modern')
    expect({ boot: classic['boot'], system: classic['system'] }).toEqual(expected.classic)
    expect({ boot: modern['boot'], system: modern['system'] }).toEqual(expected.modern)
    expect({ auto: modern['auto'], delayed: modern['delayed'] }).toEqual(expected.scm)
  })

  it.each(['order', 'list', 'lint', 'show'])(
    'gives the same %s for every style of one export',
    async (command) => {
      const more = command === 'show' ? ['Tcpip', 'ParVdm', 'AvgLdx86'] : []
      const [first, ...others] = await Promise.all(
        styles.map(async (style) => withoutPlaces(await json(command, `windows-xp-sp3.${style}`, ...more))),
      )
      expect(JSON.stringify(first).length).toBeGreaterThan(1000)
      for (const other of others) expect(other).toEqual(first)
    },
  )
})

/** What depends on how the text is laid out: places, and the header and encoding of the input. */
const layout = new Set(['location', 'related', 'header', 'encoding', 'at', 'line', 'column', 'length'])

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutPlaces)
    // Findings stand in the order of their places.
    const isFindings = items.some((item) => item !== null && typeof item === 'object' && 'ruleId' in item)
    return isFindings ? items.map((item) => JSON.stringify(item)).sort() : items
  }
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !layout.has(name))
      .map(([name, inner]) => [name, withoutPlaces(inner)]),
  )
}
