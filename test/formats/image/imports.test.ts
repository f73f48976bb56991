import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readImports } from '../../../src/formats/image/index.ts'
import { Dice, mutate } from '../../mutations.ts'
import { buildImage, fileHeaderSize, peAt } from './builder.ts'

const imports = ['ntoskrnl.exe', 'HAL.dll', 'ext-ms-win-ntos-werkernel-l1-1-0.dll', 'WMILIB.SYS']
const optionalAt = peAt + fileHeaderSize
/** Of a 64-bit image with one section. */
const sectionAt = optionalAt + 240

function withNumbers(bytes: Uint8Array, numbers: Readonly<Record<number, number>>): Uint8Array {
  const view = new DataView(bytes.buffer)
  for (const [at, value] of Object.entries(numbers)) view.setUint32(Number(at), value, true)
  return bytes
}

describe('the imports of an image', () => {
  it.each([true, false])('are read in the order of the table (64-bit: %s)', (is64) => {
    expect(readImports(buildImage({ is64, imports }))).toEqual({ isImage: true, imports, defects: [] })
  })

  it('are none where there is no table', () => {
    expect(readImports(buildImage())).toEqual({ isImage: true, imports: [], defects: [] })
  })

  it('are read whatever their number, up to a bound that is told', () => {
    const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `image${index}.sys`)
    expect(readImports(buildImage({ imports: many(1000) })).imports).toEqual(many(1000))
    const { imports: read, defects } = readImports(buildImage({ imports: many(3000) }))
    expect(read).toEqual(many(1024))
    expect(defects).toEqual(['its import table has more than 1024 entries, of which no more were read'])
  })

  it('may lie in the headers, which stand in memory as they are', () => {
    const bytes = buildImage()
    const table = 0x1c8
    const name = 0x1f8
    withNumbers(bytes, { [optionalAt + 112 + 8]: table, [table + 12]: name, [table + 16]: name })
    bytes.set(Buffer.from('a.sys'), name)
    expect(readImports(bytes).imports).toEqual(['a.sys'])
  })
})

describe('bytes that are no image', () => {
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'it does not begin with an MZ header'],
    ['text', Buffer.from('x'.repeat(100)), 'it does not begin with an MZ header'],
    ['a DOS program', withNumbers(buildImage(), { 60: 0xfffffff0 }), 'it has no PE signature'],
    [
      'another header',
      withNumbers(buildImage(), { [optionalAt]: 0x107 }),
      'its optional header is of no known kind',
    ],
    [
      'a header that is cut off',
      buildImage().subarray(0, optionalAt),
      'its optional header is of no known kind',
    ],
    [
      'too many sections',
      withNumbers(buildImage(), { [peAt + 4]: 0xffff8664 }),
      'it claims 65535 sections, of which an image has at most 96',
    ],
    ['no section table', buildImage({ imports }).subarray(0, sectionAt), 'its section table is cut off'],
  ])('%s', (_, bytes, defect) => {
    expect(readImports(bytes)).toEqual({ isImage: false, imports: [], defects: [defect] })
  })
})

describe('a damaged import table', () => {
  it('leads out of the file', () => {
    const bytes = withNumbers(buildImage({ imports }), { [optionalAt + 112 + 8]: 0x7fffffff })
    expect(readImports(bytes)).toEqual({
      isImage: true,
      imports: [],
      defects: ['its import table is cut off'],
    })
  })

  it('is cut off', () => {
    const bytes = buildImage({ imports })
    const { imports: read, defects } = readImports(bytes.subarray(0, 0x200 + 50))
    expect(read).toEqual([])
    expect(defects).toEqual(['its import table is cut off', '2 of its imports have no name'])
  })

  it('has a name that leads nowhere', () => {
    const bytes = withNumbers(buildImage({ imports }), { [0x200 + 20 + 12]: 0x7fffffff })
    const { imports: read, defects } = readImports(bytes)
    expect(read).toEqual(imports.toSpliced(1, 1))
    expect(defects).toEqual(['1 of its imports has no name'])
  })

  it('has a name without an end', () => {
    const { imports: read, defects } = readImports(buildImage({ imports: ['x'.repeat(300), 'b.sys'] }))
    expect(read).toEqual(['b.sys'])
    expect(defects).toEqual(['1 of its imports has no name'])
  })
})

describe('hostile bytes', () => {
  it('never make it throw, and never give more than an image can hold', () => {
    const built = buildImage({ imports })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const { imports: read, defects, isImage } = readImports(mutate(built, new Dice(seed)))
        expect(read.length).toBeLessThanOrEqual(1024)
        for (const name of read) expect(name.length).toBeLessThanOrEqual(255)
        if (!isImage) expect(defects).toHaveLength(1)
      }),
      { numRuns: 3000 },
    )
  })

  it('of any kind do not make it throw either', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(readImports(bytes).isImage).toBe(false)
      }),
    )
  })
})
