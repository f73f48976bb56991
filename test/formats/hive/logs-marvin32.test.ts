import { expect, test } from 'vitest'
import { marvin32 } from '../../../src/formats/hive/logs/marvin32.ts'

// Computed by a separate implementation in Python that hashes logs of Windows 10 rightly.
test.each([
  [0, '086e9603a4fc9eb3'],
  [1, '112e63cabd9503a0'],
  [2, 'ddf5a55cce1970ac'],
  [3, 'b85be5b14769e674'],
  [4, 'bd6d0dc64d186eea'],
  [5, 'dd987000c50eaa28'],
  [7, '21e0a95b17666a2e'],
  [8, '8547860e713ccddb'],
  [33, '938236203b393c72'],
])('Marvin32 of %i bytes', (length, hash) => {
  const bytes = Uint8Array.from({ length }, (_, index) => index * 7 + 200)
  expect(marvin32(bytes)).toBe(hash)
  const elsewhere = new Uint8Array(length + 3)
  elsewhere.set(bytes, 3)
  expect(marvin32(elsewhere.subarray(3))).toBe(hash)
})

test('Marvin32 of a header that Windows 10 wrote is the hash behind it', () => {
  const header = '48764c45001e0000000000000300000000500000010000005d1e700717a84647'
  expect(marvin32(Buffer.from(header, 'hex'))).toBe('677287f6afdc37e6')
})
