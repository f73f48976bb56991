import { describe, expect, it } from 'vitest'
import { type HiveRegistry, readHive } from '../../src/formats/hive/index.ts'
import type { Registry } from '../../src/registry/index.ts'
import {
  readLastKnownGood,
  readServices,
  type Services,
  selectionOfControlSets,
} from '../../src/services/index.ts'
import { buildHive, dword, type KeySpec, key } from '../formats/hive/builder/index.ts'
import { corpus as hives, unpacked } from '../formats/hive/corpus.ts'
import { reg } from './read.ts'

/** Numbers of Select by name; a control set by number, with the services in it. */
interface Example {
  readonly select?: Readonly<Record<string, number>>
  readonly sets: Readonly<Record<number, readonly string[]>>
}

const setName = (number: string | number): string => `ControlSet00${number}`

function asHive({ select, sets }: Example): Registry {
  const chosen = select
    ? [
        key(
          'Select',
          Object.entries(select).map(([name, to]) => dword(name, to)),
        ),
      ]
    : []
  const driver = (name: string): KeySpec => key(name, [dword('Type', 1), dword('Start', 0)])
  const below = Object.entries(sets).map(([number, names]) =>
    key(setName(number), [], [key('Services', [], names.map(driver))]),
  )
  const { bytes } = buildHive(key('ROOT', [], [...chosen, ...below]))
  return hiveOf(bytes)
}

function hiveOf(bytes: Uint8Array, requests: readonly (string | undefined)[] = usual): HiveRegistry {
  return readHive(bytes, { file: 'SYSTEM', selection: selectionOfControlSets(requests) })
}

const usual = [undefined, 'last-known-good']

function asText({ select, sets }: Example): Registry {
  const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
  const lines = Object.entries(sets).flatMap(([number, names]) => [
    `[${system}\\${setName(number)}\\Services]`,
    ...names.map(
      (name) => `[${system}\\${setName(number)}\\Services\\${name}]\n"Type"=dword:1\n"Start"=dword:0`,
    ),
  ])
  if (select) {
    lines.push(`[${system}\\Select]`)
    for (const [name, to] of Object.entries(select)) lines.push(`"${name}"=dword:${to.toString(16)}`)
  }
  return reg(lines.join('\n'))
}

async function lastKnownGoodOf(registry: Registry, controlSet?: string) {
  const options = { inBox: false, ...(controlSet === undefined ? {} : { controlSet }) }
  const chosen = await readServices(registry, options)
  return { chosen, lastKnownGood: await readLastKnownGood(registry, chosen, options) }
}

const namesOf = (services: Services | undefined): string[] | undefined =>
  services?.all.map(({ name }) => name)

const twoSets = { 1: ['disk', 'new'], 2: ['disk', 'old'] }

describe.each([
  ['a hive', asHive],
  ['text', asText],
])('the last known good control set of %s', (_, registryOf) => {
  it('is read beside the chosen one', async () => {
    const { chosen, lastKnownGood } = await lastKnownGoodOf(
      registryOf({ select: { Current: 1, LastKnownGood: 2 }, sets: twoSets }),
    )
    expect(namesOf(chosen)).toEqual(['disk', 'new'])
    expect(namesOf(lastKnownGood.services)).toEqual(['disk', 'old'])
    expect(lastKnownGood.services?.controlSet.name).toBe('ControlSet002')
    expect(lastKnownGood.reason).toBe('Select\\LastKnownGood is 2')
  })

  it('is the very model of the chosen one where both are one set', async () => {
    const { chosen, lastKnownGood } = await lastKnownGoodOf(
      registryOf({ select: { Current: 1, LastKnownGood: 1 }, sets: twoSets }),
    )
    expect(lastKnownGood.services).toBe(chosen)
    expect(lastKnownGood.reason).toBe('Select\\LastKnownGood is 1')
  })

  it.each<[string, Example, string]>([
    ['is 0', { select: { Current: 1, LastKnownGood: 0 }, sets: twoSets }, 'Select\\LastKnownGood is 0'],
    [
      'is not there',
      { select: { Current: 1, LastKnownGood: 3 }, sets: twoSets },
      'Select\\LastKnownGood is 3, which the input lacks',
    ],
    [
      'has a number that no set can have',
      { select: { Current: 1, LastKnownGood: 4711 }, sets: twoSets },
      'Select\\LastKnownGood is 4711, which the input lacks',
    ],
    [
      'has no services',
      { select: { Current: 1, LastKnownGood: 2 }, sets: { 1: ['disk'], 2: [] } },
      'Select\\LastKnownGood is 2, of which the input has no services',
    ],
    [
      'is not told',
      { select: { Current: 1 }, sets: twoSets },
      'Select has no LastKnownGood that could be read',
    ],
    ['has no Select', { sets: twoSets }, 'the input has no Select'],
    ['is of an input without control sets', { sets: {} }, 'the input has no control set'],
  ])('is none where it %s', async (_, example, reason) => {
    const { lastKnownGood } = await lastKnownGoodOf(registryOf(example))
    expect(lastKnownGood).toEqual({ services: undefined, reason })
  })
})

it('is the release of the chosen set, whatever the other one would be taken for', async () => {
  const windows10 = 'WindowsTrustedRT'
  const registry = asText({
    select: { Current: 1, LastKnownGood: 2 },
    sets: { 1: ['disk', windows10], 2: ['disk'] },
  })
  const { chosen, lastKnownGood } = await lastKnownGoodOf(registry)
  expect(chosen.windows.release).toBe('10')
  expect(lastKnownGood.services?.windows.release).toBe('10')
})

describe('what is read of a hive', () => {
  const example: Example = {
    select: { Current: 1, Default: 1, Failed: 3, LastKnownGood: 2 },
    sets: { 1: ['a', 'b'], 2: ['c'], 3: ['d', 'e', 'f'] },
  }
  const { bytes } = buildHive(
    key(
      'ROOT',
      [],
      [
        key(
          'Select',
          Object.entries(example.select ?? {}).map(([name, to]) => dword(name, to)),
        ),
        ...Object.entries(example.sets).map(([number, names]) =>
          key(
            setName(number),
            [],
            [
              key(
                'Services',
                [],
                names.map((name) => key(name, [dword('Type', 1)])),
              ),
            ],
          ),
        ),
      ],
    ),
  )
  const read = (requests: readonly (string | undefined)[]): string[] => {
    const { root } = hiveOf(bytes, requests)
    const system = root.find('HKEY_LOCAL_MACHINE', 'SYSTEM')
    return Object.entries(example.sets).flatMap(([number]) =>
      (system?.find(setName(number), 'Services')?.keys ?? []).map(({ name }) => name),
    )
  }

  it.each<[readonly (string | undefined)[], string[]]>([
    [[undefined], ['a', 'b']],
    [['last-known-good'], ['c']],
    [
      [undefined, 'last-known-good'],
      ['a', 'b', 'c'],
    ],
    [
      ['3', 'last-known-good'],
      ['c', 'd', 'e', 'f'],
    ],
    [['2', 'last-known-good'], ['c']],
    // What names no set does not make all of them be read, unless nothing does.
    [
      [undefined, '7'],
      ['a', 'b'],
    ],
    [['7'], ['a', 'b', 'c', 'd', 'e', 'f']],
  ])('%j: %j', (requests, names) => {
    expect(read(requests)).toEqual(names)
  })
})

describe.skipIf(hives === undefined)('real hives (need SVCSIM_CORPUS)', () => {
  it.each([
    ['windows-xp-sp3', 2],
    ['windows-7-sp1', 2],
    ['windows-8.1', 1],
    ['windows-10-1709', 1],
  ])('%s falls back to set %i', async (name, number) => {
    const { chosen, lastKnownGood } = await lastKnownGoodOf(hiveOf(unpacked(`hives/${name}.SYSTEM`)))
    expect(chosen.controlSet.number).toBe(1)
    expect(lastKnownGood.reason).toBe(`Select\\LastKnownGood is ${number}`)
    expect(lastKnownGood.services?.controlSet.number).toBe(number)
    expect(lastKnownGood.services === chosen).toBe(number === 1)
    // A start of the same system: of the hundreds of services only a few were added since.
    expect(lastKnownGood.services?.all.length).toBeGreaterThan(chosen.all.length * 0.9)
  })
})
