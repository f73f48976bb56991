import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf16, type PatchedNode, type RegistryValue, valueTypes } from '../../src/registry/index.ts'
import { treeJson } from '../../src/report/tree-json.ts'

const at = { file: 'x' }
const names = new Map<number, string>(Object.entries(valueTypes).map(([name, type]) => [type, name]))
const typeName = (type: number): string | undefined => names.get(type)
const source = { file: 'x', format: { kind: 'hive', header: null, encoding: null } } as const

function value(name: string, type: number, data: Uint8Array | readonly number[]): RegistryValue {
  return { name, type, data: Uint8Array.from(data), at, dataAt: at }
}

function key(
  name: string,
  values: readonly RegistryValue[] = [],
  keys: readonly PatchedNode[] = [],
  facts: Partial<PatchedNode> = {},
): PatchedNode {
  return { name, at, lastWritten: undefined, values, keys, ...facts }
}

function pieces(
  node: PatchedNode,
  path = 'HKEY_LOCAL_MACHINE\\SYSTEM',
  deletedKeys: string[] = [],
): string[] {
  return [...treeJson(source, { path, node }, { typeName, deletedKeys })]
}

interface JsonKey {
  readonly name: string
  readonly values: readonly Record<string, unknown>[]
  readonly keys: readonly JsonKey[]
}

function parsed(node: PatchedNode): JsonKey {
  return (JSON.parse(pieces(node).join('')) as { root: JsonKey }).root
}

const sz = (text: string, terminators = 1): Uint8Array => encodeUtf16(text, terminators)

test('a small tree', () => {
  const node = key(
    '',
    [value('', 1, sz('a\u00e9')), value('n', 4, [1, 0, 0, 0])],
    [
      key('Select', [], [], { lastWritten: 131_000_000_000_000_000n, className: 'c' }),
      key('b', [value('x', 0xffff0012, [0xff])], [key('c')]),
    ],
  )
  expect(pieces(node).join('')).toBe(`{"schemaVersion":1,
"input":{
  "file": "x",
  "kind": "hive",
  "header": null,
  "encoding": null,
  "hive": null
},
"root":{"path":"HKEY_LOCAL_MACHINE\\\\SYSTEM","name":"SYSTEM","lastWritten":null,"values":[
{"name":"","type":"REG_SZ","data":"6100e9000000","text":"a\u00e9"},
{"name":"n","type":"REG_DWORD","data":"01000000","number":1}],"keys":[
{"name":"Select","lastWritten":"131000000000000000","class":"c","values":[],"keys":[]},
{"name":"b","lastWritten":null,"values":[
{"name":"x","type":null,"typeNumber":4294901778,"data":"ff"}],"keys":[
{"name":"c","lastWritten":null,"values":[],"keys":[]}]}]}}
`)
})

test.each([
  ['HKEY_LOCAL_MACHINE\\SYSTEM', 'SYSTEM'],
  ['HKEY_CURRENT_USER', 'HKEY_CURRENT_USER'],
  ['', ''],
])('the root at %j is called %j, whatever the hive calls it', (path, name) => {
  const json = JSON.parse(pieces(key('CMI-CreateHive{0}'), path).join('')) as { root: object }
  expect(json.root).toMatchObject({ path, name })
})

test('a patch lists what it deletes', () => {
  const node = key('', [], [], { deletedValues: ['', 'a"'] })
  const json = JSON.parse(pieces(node, 'HKEY_LOCAL_MACHINE\\a', ['HKEY_LOCAL_MACHINE\\b']).join('')) as object
  expect(json).toMatchObject({
    deletedKeys: ['HKEY_LOCAL_MACHINE\\b'],
    root: { path: 'HKEY_LOCAL_MACHINE\\a', deletedValues: ['', 'a"'], values: [], keys: [] },
  })
})

describe('what data means stands there only where it says all of it', () => {
  test.each<[string, number, Uint8Array | number[], object]>([
    ['text', 1, sz('a'), { text: 'a' }],
    ['an empty text', 2, sz(''), { text: '' }],
    ['text without its NUL', 1, sz('a', 0), {}],
    ['text with two NULs', 1, sz('a', 2), {}],
    ['text with a NUL inside', 1, sz('a\0b'), {}],
    ['text of odd length', 1, [0x61, 0, 0, 0, 0], {}],
    ['text without a byte', 1, [], {}],
    ['a list', 7, sz('a\0bc\0'), { list: ['a', 'bc'] }],
    ['an empty list', 7, sz(''), { list: [] }],
    ['a list without a byte', 7, [], {}],
    ['a list of an empty text', 7, sz('', 2), {}],
    ['a list with an empty text', 7, sz('a\0\0b\0'), {}],
    ['a list with a NUL too many', 7, sz('a\0', 2), {}],
    ['a list with a NUL too few', 7, sz('a'), {}],
    ['a list of odd length', 7, [0x61, 0, 0, 0, 0, 0, 0], {}],
    ['a number', 4, [0xff, 0xff, 0xff, 0xff], { number: 4294967295 }],
    ['a number of three bytes', 4, [1, 0, 0], {}],
    ['a big-endian number', 5, [0, 0, 1, 2], { number: 258 }],
    [
      'a 64-bit number',
      11,
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      { number: '18446744073709551615' },
    ],
    ['a 64-bit number of four bytes', 11, [1, 0, 0, 0], {}],
    ['bytes', 3, sz('a'), {}],
  ])('%s', (_, type, data, meaning) => {
    const bytes = Uint8Array.from(data)
    expect(parsed(key('', [value('v', type, bytes)])).values).toEqual([
      { name: 'v', type: typeName(type), data: Buffer.from(bytes).toString('hex'), ...meaning },
    ])
  })

  test('lone surrogates are kept, and nothing acts on a terminal', () => {
    const name = '\ud800"\\\u001b[2J\u202e\u{1f600}\udfff'
    const node = key('', [value(name, 1, sz(name))], [key(name)])
    const text = pieces(node).join('')
    expect(text).not.toMatch(/\p{Cs}/u)
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('\u202e')
    const root = parsed(node)
    expect(root.values[0]).toMatchObject({ name, text: name })
    expect(root.keys[0]?.name).toBe(name)
  })
})

/** A tree as plain data, by either way. */
function plain(node: PatchedNode): unknown {
  return {
    name: node.name,
    lastWritten: node.lastWritten?.toString() ?? null,
    values: [...node.values].map(({ name, type, data }) => [name, type, Buffer.from(data).toString('hex')]),
    keys: [...node.keys].map(plain),
  }
}
function plainJson({ name, lastWritten, values, keys }: JsonKey & { lastWritten?: unknown }): unknown {
  const numbers = new Map([...names].map(([type, called]) => [called, type]))
  return {
    name,
    lastWritten,
    values: values.map((of) => [of['name'], of['typeNumber'] ?? numbers.get(String(of['type'])), of['data']]),
    keys: keys.map(plainJson),
  }
}

test('loses nothing of any tree', () => {
  const anyText = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units))
  const anyValue = fc
    .record({
      name: anyText,
      type: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 0xffffffff })),
      data: fc.oneof(
        fc.uint8Array({ maxLength: 12 }),
        anyText.map((text) => sz(text)),
      ),
    })
    .map(({ name, type, data }) => value(name, type, data))
  const treeOver = (below: fc.Arbitrary<PatchedNode[]>): fc.Arbitrary<PatchedNode> =>
    fc
      .record({
        name: anyText,
        lastWritten: fc.option(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), { nil: undefined }),
        values: fc.array(anyValue, { maxLength: 3 }),
        keys: below,
      })
      .map(({ name, lastWritten, values, keys }) => key(name, values, keys, { lastWritten }))
  let tree = treeOver(fc.constant([]))
  for (let level = 0; level < 3; level++) tree = treeOver(fc.array(tree, { maxLength: 3 }))
  fc.assert(
    fc.property(tree, (node) => {
      const [below] = parsed(key('', [], [node])).keys
      expect(below && plainJson(below)).toEqual(plain(node))
    }),
    { numRuns: 300 },
  )
})

describe('large trees', () => {
  test('come in small pieces, each line a key or a value', () => {
    const many = Array.from({ length: 5000 }, (_, index) => key(`k${index}`, [value('v', 4, [1, 0, 0, 0])]))
    const empty = Array.from({ length: 5000 }, (_, index) => value(`v${index}`, 3, []))
    const found = pieces(key('', empty, many))
    expect(found.length).toBeGreaterThan(5)
    for (const piece of found) expect(piece.length).toBeLessThan(20_000)
    expect(found.join('').split('\n')).toHaveLength(9 + 15_000 + 1)
  })

  test('with one value of megabytes too, which is then not decoded', () => {
    const data = encodeUtf16('x'.repeat(3_000_000), 1)
    const found = pieces(key('', [value('v', 1, data)]))
    for (const piece of found) expect(piece.length).toBeLessThan(50_000)
    const [only] = (JSON.parse(found.join('')) as { root: JsonKey }).root.values
    expect(Object.keys(only ?? {})).toEqual(['name', 'type', 'data'])
    expect(only?.['data'] === Buffer.from(data).toString('hex')).toBe(true)
  })

  test('of 100,000 levels do not exhaust the stack', () => {
    let deep = key('bottom')
    for (let level = 0; level < 100_000; level++) deep = key('k', [], [deep])
    const text = pieces(deep, 'HKEY_LOCAL_MACHINE\\k').join('')
    expect(text.match(/"name":"k"/g)).toHaveLength(100_000)
    expect(text.endsWith(`${']}'.repeat(100_001)}}\n`)).toBe(true)
  })
})
