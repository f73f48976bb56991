import { type HiveContext, quietContext } from './context.ts'
import { type HiveKey, readRootKey } from './key-node.ts'

/** Keys at and below `tops`, and their values, by a walk of its own that reports nothing. */
export function countKeys(context: HiveContext, tops: readonly HiveKey[]): { keys: number; values: number } {
  const quiet = quietContext(context)
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
