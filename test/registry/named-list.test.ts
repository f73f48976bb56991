import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NamedList } from '../../src/registry/index.ts'

const name = fc.integer({ min: 0, max: 30 }).map((number) => `N${number}`)
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), name, item: fc.nat() }),
  fc.record({ kind: fc.constant('add' as const), name, item: fc.nat() }),
  fc.record({ kind: fc.constant('delete' as const), name, item: fc.constant(0) }),
)

describe('a list by name', () => {
  it('is a Map that keeps its order, however many items it has', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const list = new NamedList<number>()
        const model = new Map<string, number>()
        for (const { kind, name: key, item } of steps) {
          if (kind === 'delete') expect(list.delete(key)).toBe(model.delete(key))
          else if (kind === 'add') {
            expect(list.add(key, item)).toBe(!model.has(key))
            if (!model.has(key)) model.set(key, item)
          } else {
            expect(list.set(key, item)).toBe(model.get(key))
            model.set(key, item)
          }
          expect(list.get(key)).toBe(model.get(key))
          expect(list.size).toBe(model.size)
          expect(list.all).toEqual([...model.values()])
          const sorted = [...model].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
          expect(list.sorted()).toEqual(sorted)
        }
      }),
      { numRuns: 300 },
    )
  })
})
