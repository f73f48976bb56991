import { keyFlags, keyNode } from './layout.ts'
import type { HiveView } from './view.ts'

/** The name of the key record at `at`, of which `length` bytes count: fewer than it says where its cell is cut. */
export function keyName(view: HiveView, at: number, length: number): string {
  const flags = view.number(at, keyNode.flags)
  return view.name(at + keyNode.name, length, (flags & keyFlags.compressedName) !== 0)
}

/** Whether a key record with a name that fits stands at `at`, before `end`. */
export function isKeyRecord(view: HiveView, at: number, end: number): boolean {
  if (at < 0 || at + keyNode.size > end || !view.has(at, keyNode.size)) return false
  if (!view.isSigned(at, keyNode.signature)) return false
  const length = view.number(at, keyNode.nameLength)
  return length > 0 && at + keyNode.size + length <= end
}
