import type { HiveContext } from './context.ts'
import { type HiveKey, readRootKey } from './key-node.ts'

/** Keys at and below `tops`, and their values, by a walk in a context of its own, which should report nothing. */
export function countKeys(quiet: HiveContext, tops: readonly HiveKey[]): { keys: number; values: number } {
  let keys = 0
  let values = 0
  const open = tops.flatMap(({ offset }) => readRootKey(quiet, offset, 0, '') ?? [])
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    keys++
    values += key.values.length
    for (const below of key.keys) open.push(below)
  }
  return { keys, values }
}
