import fc from 'fast-check'
import type { PlainRegistry, PlainService, PlainValue } from './plain-registry.ts'

/** Services of the auto and the delayed phase, with dependencies of all kinds; cycles are common. */

const dword = (number: number): PlainValue => ({ type: 'REG_DWORD', number })
const text = (value: string): PlainValue => ({ type: 'REG_SZ', text: value })
const multi = (...texts: string[]): PlainValue => ({ type: 'REG_MULTI_SZ', texts })

const names = [
  'RpcSs',
  'Power',
  'a',
  'B',
  'c',
  'a_b',
  'abc',
  'Z_',
  'zz',
  'd1',
  'd10',
  'd2',
  '\u00ff',
  '\u0101',
]
const groups = ['First', 'SECOND', 'Elsewhere', 'Pool', 'nobody']
const mixed = (name: string, turned: boolean): string => (turned ? name.toUpperCase() : name)

const someNames = fc
  .array(fc.tuple(fc.constantFrom(...names, 'ghost', ''), fc.boolean()), { maxLength: 3 })
  .map((picked) => multi(...picked.map(([name, turned]) => mixed(name, turned))))
const someGroups = fc
  .array(fc.tuple(fc.constantFrom(...groups), fc.boolean()), { minLength: 1, maxLength: 2 })
  .map((picked) => multi(...picked.map(([name, turned]) => mixed(name, turned))))

const rarely = <T>(arbitrary: fc.Arbitrary<T>, freq: number): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq })

const facts = fc.record({
  Type: fc.constantFrom<(PlainValue | undefined)[]>(
    ...[dword(0x10), dword(0x20), dword(0x20), dword(1), dword(0x60), undefined],
  ),
  Start: fc.constantFrom<(PlainValue | undefined)[]>(
    ...[0, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 4].map(dword),
    ...[text('2'), undefined],
  ),
  Group: fc.option(
    fc.oneof(
      { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...groups), fc.boolean()) },
      { weight: 1, arbitrary: fc.constant(['', false] as const) },
    ),
    { nil: undefined },
  ),
  Tag: rarely(
    fc.oneof(
      { weight: 6, arbitrary: fc.nat({ max: 4 }).map(dword) },
      { weight: 1, arbitrary: fc.constant(text('1')) },
    ),
    2,
  ),
  DependOnService: rarely(someNames, 2),
  DependOnGroup: rarely(someGroups, 1),
  DelayedAutostart: fc.constantFrom<(PlainValue | undefined)[]>(
    ...[undefined, undefined, undefined, dword(0), dword(1), dword(2)],
  ),
  DeleteFlag: fc.constantFrom<(PlainValue | undefined)[]>(
    ...[undefined, undefined, undefined, undefined, undefined, dword(0)],
  ),
  expand: fc.nat({ max: 9 }),
  override: fc.nat({ max: 5 }),
})

const vectors = fc.array(fc.nat({ max: 4 }), { maxLength: 5 }).map(
  (tags): PlainValue => ({
    type: 'REG_BINARY',
    bytes: [tags.length, ...tags].flatMap((word) => [word, 0, 0, 0]),
  }),
)

export const randomControllerRegistry: fc.Arbitrary<PlainRegistry> = fc
  .record({
    names: fc.shuffledSubarray(names, { minLength: names.length }),
    facts: fc.array(facts, { maxLength: names.length, size: 'max' }),
    list: fc.array(fc.constantFrom('first', 'Second', 'Pool', '', 'System Reserved'), { maxLength: 5 }),
    early: rarely(someNames, 2),
    vectors: fc.tuple(vectors, vectors),
  })
  .map(({ names: chosen, facts: all, list, early, vectors: [first, elsewhere] }) => ({
    services: all.map(
      ({ Group, expand, override, ...values }, index): PlainService => ({
        name: chosen[index] ?? `service ${index}`,
        values: { ...values, Group: Group && groupValue(mixed(Group[0], Group[1]), expand === 0) },
        // The controller knows nothing of it.
        ...(override === 0 && { overrides: { '7': dword(4) } }),
      }),
    ),
    list: multi(...list),
    vectors: [
      { group: 'First', value: first },
      { group: 'ELSEWHERE', value: elsewhere },
    ],
    early,
    lastId: dword(7),
  }))

function groupValue(name: string, expand: boolean): PlainValue {
  return { type: expand ? 'REG_EXPAND_SZ' : 'REG_SZ', text: name }
}
