import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hiveOfLog, logNames } from '../../src/cli/hive-logs.ts'
import { openFile, readWhole } from '../../src/cli/source.ts'
import type { ByteSource } from '../../src/index.ts'
import { temporaryFolder } from './run.ts'

/** A source that gives as few bytes at a time as a slow pipe. */
function drops(bytes: Uint8Array, size: number): ByteSource {
  let at = 0
  return {
    read(into) {
      const part = bytes.subarray(at, at + Math.min(size, into.length))
      into.set(part)
      at += part.length
      return part.length
    },
  }
}

const bytes = Uint8Array.from({ length: 10_000 }, (_, index) => index % 251)

test('a source is read whole, its size known or not', () => {
  for (const size of [undefined, bytes.length, bytes.length + 5])
    for (const drop of [1, 7, 4096, 20_000])
      expect(Buffer.compare(readWhole(drops(bytes, drop), 'x', size), bytes)).toBe(0)
  expect(readWhole(drops(bytes, 100), 'x', 300)).toEqual(bytes.subarray(0, 300))
})

test('parts of a source without a size are joined', () => {
  const size = 33 * 1024 * 1024 + 5
  let left = size
  const long: ByteSource = {
    read(into) {
      const read = Math.min(left, into.length)
      into.fill(left > 1024 ? 1 : 2, 0, read)
      left -= read
      return read
    },
  }
  const whole = readWhole(long, 'x')
  expect([whole.length, whole[0], whole.at(-1)]).toEqual([size, 1, 1])
})

test('what is larger than a hive can be is refused before it fills the memory', () => {
  const refused = /^x is larger than the two gigabytes that a registry hive can have$/
  expect(() => readWhole(drops(bytes, 1), 'x', 2 ** 31 + 4097)).toThrow(refused)
})

test('a file knows its size', () => {
  const path = join(temporaryFolder(), 'x')
  writeFileSync(path, bytes)
  const file = openFile(path, 'x')
  expect(file.size).toBe(bytes.length)
  expect(Buffer.compare(readWhole(file, 'x', file.size), bytes)).toBe(0)
  file.close()
})

test('logs have the name of their hive and a suffix of their own, in any letter case', () => {
  const names = [
    'system.LOG2',
    'SYSTEM',
    'SYSTEM.log',
    'System.Log1',
    'SYSTEM.LOG3',
    'SYSTEM.LOG1.bak',
    'SOFTWARE.LOG1',
  ]
  expect(logNames('SYSTEM', names)).toEqual(['SYSTEM.log', 'System.Log1', 'system.LOG2'])
  expect(logNames('ntuser.dat', ['NTUSER.DAT.LOG1', 'ntuser.LOG1'])).toEqual(['NTUSER.DAT.LOG1'])
  expect(hiveOfLog('config/SYSTEM.log')).toBe('config/SYSTEM')
  expect(hiveOfLog('SYSTEM')).toBeUndefined()
})
