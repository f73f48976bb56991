import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareText,
  openHive,
  type Place,
  placeOfBytes,
  type RegistryNode,
  readHive,
  upcase,
} from '../../../src/index.ts'
import { buildHive, type HiveOptions, type KeySpec, patternBytes, type ValueSpec } from './builder/index.ts'

const unit = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...'abcXYZ_ 09'.split('')) },
  { weight: 2, arbitrary: fc.constantFrom('é', 'ÿ', 'Ж', '\u0130', '\ud83d\ude00', '\udc00', '%', '"', ']') },
)
const name = fc.array(unit, { minLength: 1, maxLength: 8 }).map((units) => units.join(''))
const data = fc.oneof(
  { weight: 12, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom(16_344, 16_345, 32_688, 32_689, 50_000).map(patternBytes) },
)
const values: fc.Arbitrary<ValueSpec[]> = fc.uniqueArray(
  fc.record({
    name: fc.oneof(fc.constant(''), name),
    type: fc.oneof(fc.nat(12), fc.constant(0xffff0012)),
    data,
  }),
  { maxLength: 4, selector: (value) => upcase(value.name) },
)

function keySpec(below: fc.Arbitrary<KeySpec> | undefined): fc.Arbitrary<KeySpec> {
  const keys =
    below === undefined
      ? fc.constant([])
      : fc.uniqueArray(below, { maxLength: 6, selector: (key: KeySpec) => upcase(key.name) })
  return fc.record(
    {
      name,
      values,
      keys,
      className: fc.oneof(fc.constant('Class'), name),
      lastWritten: fc.bigInt({ min: 0n, max: 0xffffffffffffffffn }),
      list: fc.constantFrom('lf' as const, 'lh' as const, 'li' as const),
      listLength: fc.integer({ min: 1, max: 3 }),
      volatileKeys: fc.nat(3),
    },
    { requiredKeys: ['name', 'values', 'keys'] },
  )
}

const tree = keySpec(keySpec(keySpec(undefined)))

const options: fc.Arbitrary<HiveOptions> = fc.record(
  {
    minorVersion: fc.integer({ min: 1, max: 6 }),
    leastBin: fc.constantFrom(4096, 8192),
    trailing: fc.uint8Array({ maxLength: 5000 }),
  },
  { requiredKeys: ['minorVersion'] },
)

/** What should be read of a description, in the order of the hive. */
function expected(spec: KeySpec): unknown {
  return {
    name: spec.name,
    values: (spec.values ?? []).map(({ name, type, data }) => [
      name,
      type,
      Buffer.from(data).toString('hex'),
    ]),
    className: spec.className,
    keys: [...(spec.keys ?? [])].sort((a, b) => compareText(upcase(a.name), upcase(b.name))).map(expected),
  }
}

function found(node: RegistryNode): unknown {
  return {
    name: node.name,
    values: [...node.values].map(({ name, type, data }) => [name, type, Buffer.from(data).toString('hex')]),
    className: node.className,
    keys: [...node.keys].map(found),
  }
}

describe('a hive made from any description', () => {
  it('reads back as described, without a word', () => {
    fc.assert(
      fc.property(tree, options, (spec, how) => {
        const { bytes } = buildHive(spec, how)
        const opened = openHive(Uint8Array.from(bytes), { file: 'SYSTEM' })
        expect(opened.root && found(opened.root)).toEqual(expected(spec))
        const registry = readHive(Uint8Array.from(bytes), { file: 'SYSTEM', deep: true })
        expect(
          [...opened.diagnostics, ...registry.diagnostics].filter(({ ruleId }) => ruleId !== 'SVC001'),
        ).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('has every value and every part of its data at the place it names', () => {
    fc.assert(
      fc.property(tree, options, (spec, how) => {
        const { bytes } = buildHive(spec, how)
        const { root } = openHive(Uint8Array.from(bytes), { file: 'SYSTEM' })
        const open = root ? [root] : []
        for (let node = open.pop(); node !== undefined; node = open.pop()) {
          expect(text(bytes, node.at)).toBe('nk')
          for (const value of node.values) {
            expect(text(bytes, value.at)).toBe('vk')
            for (const at of [0, 1, 16_344, 16_345, value.data.length - 1]) {
              if (at < 0 || at >= value.data.length) continue
              const place = placeOfBytes(value, at, 1)
              expect(place).toMatchObject({ valueName: value.name, length: 1 })
              expect(bytes[place.offset ?? 0]).toBe(value.data[at])
            }
          }
          open.push(...node.keys)
        }
      }),
      { numRuns: 200 },
    )
  })
})

/** The two letters that a record begins with. */
function text(bytes: Uint8Array, { offset = 0 }: Place): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 2))
}
