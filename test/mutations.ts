/** Numbers that look random and are the same on every run (Marsaglia's xorshift, 32 bits). */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1
  }

  /** A whole number from 0 to `below - 1`. */
  roll(below: number): number {
    let state = this.state
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.state = state
    return (state >>> 0) % below
  }

  pick<T>(from: readonly T[]): T {
    return from[this.roll(from.length)] as T
  }
}

/** Counts, sizes and offsets that break things. */
const hostileNumbers = [0, 1, 2, 4, 7, 8, 0x20, 0xff, 0x1000, 0x7fff, 0xffff, 0x10000, 0x7fffffff]
const hostileNegatives = [0x80000000, 0x80000004, 0x80000005, 0xfffffff8, 0xfffffff0, 0xffffff00, 0xffffffff]

type Mutation = (bytes: Uint8Array, dice: Dice) => Uint8Array

const flipBit: Mutation = (bytes, dice) => {
  const at = dice.roll(bytes.length)
  bytes[at] = (bytes[at] as number) ^ (1 << dice.roll(8))
  return bytes
}

const setByte: Mutation = (bytes, dice) => {
  bytes[dice.roll(bytes.length)] = dice.roll(256)
  return bytes
}

/** A dword becomes a number that no file should have there. */
const setDword: Mutation = (bytes, dice) => {
  const at = dice.roll(bytes.length) & ~3
  const value = dice.pick([...hostileNumbers, ...hostileNegatives])
  return put(bytes, at, value)
}

/** A dword is enlarged or made smaller by a little: counts, lengths, offsets. */
const addToDword: Mutation = (bytes, dice) => {
  const at = dice.roll(bytes.length) & ~3
  const value = get(bytes, at) + dice.pick([-16, -8, -4, -1, 1, 4, 8, 16, 256, 4096])
  return put(bytes, at, value)
}

/** Two dwords change places: offsets that lead to what belongs to another. */
const swapDwords: Mutation = (bytes, dice) => {
  const a = dice.roll(bytes.length) & ~3
  const b = dice.roll(bytes.length) & ~3
  const first = get(bytes, a)
  return put(put(bytes, a, get(bytes, b)), b, first)
}

/** A part is copied over another, as where sectors went astray. */
const splice: Mutation = (bytes, dice) => {
  const length = dice.pick([4, 8, 16, 32, 80, 512])
  const from = dice.roll(bytes.length) & ~7
  bytes.copyWithin(dice.roll(bytes.length) & ~7, from, from + length)
  return bytes
}

const erase: Mutation = (bytes, dice) => {
  const at = dice.roll(bytes.length)
  return bytes.fill(dice.pick([0, 0xff]), at, at + dice.pick([4, 64, 512]))
}

const truncate: Mutation = (bytes, dice) => bytes.subarray(0, dice.roll(bytes.length + 1))

const mutations: readonly Mutation[] = [
  flipBit,
  setByte,
  setDword,
  setDword,
  addToDword,
  addToDword,
  swapDwords,
  splice,
  erase,
]

/** A copy of `bytes` with one to four wounds; now and then it is cut off as well. */
export function mutate(bytes: Uint8Array, dice: Dice): Uint8Array {
  let result: Uint8Array = Uint8Array.from(bytes)
  for (let count = 1 + dice.roll(4); count > 0 && result.length > 4; count--)
    result = dice.pick(mutations)(result, dice)
  return dice.roll(12) === 0 ? truncate(result, dice) : result
}

function get(bytes: Uint8Array, at: number): number {
  let value = 0
  for (let index = 3; index >= 0; index--) value = value * 256 + (bytes[at + index] ?? 0)
  return value
}

function put(bytes: Uint8Array, at: number, value: number): Uint8Array {
  for (let index = 0; index < 4 && at + index < bytes.length; index++)
    bytes[at + index] = (value >>> (index * 8)) & 0xff
  return bytes
}
