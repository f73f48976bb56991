import fc from 'fast-check'
import type { PlainRegistry, PlainService, PlainValue, PlainValues } from './plain-registry.ts'

/** Few groups, few tags, many of each: ties and odd values are the rule. */

const dword = (number: number): PlainValue => ({ type: 'REG_DWORD', number })
const text = (value: string): PlainValue => ({ type: 'REG_SZ', text: value })
const expand = (value: string): PlainValue => ({ type: 'REG_EXPAND_SZ', text: value })
const multi = (...texts: string[]): PlainValue => ({ type: 'REG_MULTI_SZ', texts })
const binary = (...bytes: number[]): PlainValue => ({ type: 'REG_BINARY', bytes })
const wordBytes = (word: number): number[] => [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff)

type Weighted = readonly (readonly [number, PlainValue | undefined])[]

function pick(...choices: Weighted): fc.Arbitrary<PlainValue | undefined> {
  return fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })))
}

const promoted = ['acpi', 'ACPIEX', 'cng', 'Wdf01000', 'hal', 'msisadrv', 'pci', 'TPM']

/** Names whose order changes with their case are among them: `_` stands between upper and lower case. */
const names = [
  ...promoted,
  'ntfs',
  ...['a', 'B', 'c', 'D', 'e', 'ab', 'a_b', 'A_C', 'aBd', 'zeta', 'Z_', 'zz', 'd1', 'd10', 'd2', '\u00ff'],
  ...['\u0101', '\u00e9t\u00e9', '\u00c9TA'],
]

const group = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('Base', 'BASE', 'base').map(text) },
  { weight: 8, arbitrary: fc.constantFrom('Video', 'SCSI miniport', 'scsi MINIPORT').map(text) },
  { weight: 8, arbitrary: fc.constantFrom('Network', 'NetWork', 'Core').map(text) },
  { weight: 3, arbitrary: fc.constantFrom('early-launch', 'Core Platform Extensions').map(text) },
  { weight: 2, arbitrary: fc.constant(text('Core Security Extensions')) },
  {
    weight: 9,
    arbitrary: pick(
      [4, undefined],
      [2, text('')],
      [1, expand('Base')],
      [1, expand('')],
      [1, multi('Base')],
      [1, dword(1)],
    ),
  },
)

/** Half of the registries put nearly all drivers into one group, so that long runs come about. */
const crowd = fc.constantFrom(undefined, undefined, 'Base', 'Network', '')

const tag = fc.oneof(
  { weight: 12, arbitrary: fc.nat({ max: 4 }).map(dword) },
  { weight: 2, arbitrary: fc.constantFrom(9, 77, 0xffff_fffd, 0xffff_fffe, 0xffff_ffff).map(dword) },
  {
    weight: 5,
    arbitrary: pick([6, undefined], [1, text('1')], [1, binary(1, 0, 0, 0)], [1, multi('1')]),
  },
)

const start = pick(
  [12, dword(0)],
  [6, dword(1)],
  [1, dword(2)],
  [2, dword(3)],
  [1, dword(4)],
  [1, text('0')],
  [1, binary(0, 0, 0, 0)],
  [1, undefined],
)

const type = pick([8, dword(1)], [2, dword(2)], [1, dword(0x10)], [1, dword(4)], [1, undefined])

const image = pick(
  [14, undefined],
  [1, expand('system32\\drivers\\x.sys')],
  [1, expand('\\SystemRoot\\System32\\drivers\\CNG.SYS')],
  [1, text('System32\\DRIVERS\\acpi.sys')],
  [1, text('\\??\\C:\\drivers\\WdF01000.sys')],
  [1, expand('')],
  [1, text('')],
)
/** For names that are not promoted: which image the modern loader takes such a one for is not known. */
const oddImage = pick([20, undefined], [1, dword(5)], [1, multi('system32\\drivers\\x.sys')])

const overrides = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(0, 1, 3, 4)
      .chain((number) =>
        fc.constantFrom<PlainValues>(
          { '7': dword(number) },
          { '8': dword(number) },
          { '07': dword(number), '8': dword(0) },
          { '7': text(String(number)) },
          { '7': dword(number), '8': dword(4) },
        ),
      ),
  },
)

const facts = fc.record({
  crowded: fc.nat({ max: 5 }),
  group,
  tag,
  start,
  type,
  image,
  oddImage,
  bootFlags: pick([6, undefined], [2, dword(0x20)], [1, dword(0x60)], [1, dword(0x14)]),
  overrides,
})

const listNames = fc.array(
  fc.constantFrom('Base', 'BASE', 'video', 'SCSI Miniport', '', 'System Reserved', 'Early-Launch'),
  { maxLength: 6 },
)
const list: fc.Arbitrary<PlainValue | undefined> = fc.oneof(
  { weight: 20, arbitrary: listNames.map((texts) => multi(...texts)) },
  {
    weight: 1,
    arbitrary: listNames.map(
      (texts): PlainValue => ({
        type: 'REG_MULTI_SZ',
        // The last string has no end, so it must be one.
        texts: [...texts, 'Base'],
        open: true,
      }),
    ),
  },
  { weight: 2, arbitrary: pick([2, undefined], [1, text('Base')], [1, binary(66, 0, 0, 0)]) },
  { weight: 1, arbitrary: fc.constant<PlainValue>({ type: 'REG_MULTI_SZ', texts: [], open: true }) },
)

/** Count right, too small or too large; a part of a word at the end; repeated tags; nothing at all. */
const vector = fc
  .record({
    tags: fc.array(fc.nat({ max: 5 }), { maxLength: 6 }),
    off: fc.constantFrom(0, 0, 0, 0, -1, -2, 1, 1000),
    tail: fc.constantFrom<number[][]>([], [], [], [1], [3, 0, 0]),
    empty: fc.constantFrom(false, false, false, false, false, false, false, true),
  })
  .map(({ tags, off, tail, empty }) =>
    empty ? binary() : binary(...[Math.max(0, tags.length + off), ...tags].flatMap(wordBytes), ...tail),
  )

const vectors = fc
  .shuffledSubarray(['Base', 'VIDEO', 'SCSI miniport', 'NETWORK', 'Core Security Extensions'])
  .chain((groups) => fc.tuple(...groups.map((name) => vector.map((value) => ({ group: name, value })))))

export const randomKernelRegistry: fc.Arbitrary<PlainRegistry> = fc
  .record({
    names: fc.shuffledSubarray(names, { minLength: names.length }),
    facts: fc.array(facts, { maxLength: 16, size: 'max' }),
    crowd,
    list,
    vectors,
    lastId: pick([3, undefined], [5, dword(7)], [1, text('7')]),
  })
  .map(({ names: chosen, facts: all, crowd: crowded, list: groupOrder, vectors: tagVectors, lastId }) => ({
    services: all.map((one, index): PlainService => {
      const inCrowd = crowded !== undefined && one.crowded > 0
      const name = chosen[index] ?? `driver ${index}`
      return {
        name,
        values: {
          Type: one.type,
          Start: one.start,
          Group: inCrowd ? text(crowded) : one.group,
          Tag: one.tag,
          ImagePath: promoted.includes(name) ? one.image : (one.oddImage ?? one.image),
          // Whether a driver without Start is wanted on a measured boot nobody knows.
          BootFlags: one.start?.type === 'REG_DWORD' ? one.bootFlags : undefined,
        },
        ...(one.overrides && { overrides: one.overrides }),
      }
    }),
    list: groupOrder,
    vectors: tagVectors,
    lastId,
  }))
