import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isContract, isOptionalContract, readApiSets } from '../../../src/formats/image/index.ts'
import { Dice, mutate } from '../../mutations.ts'
import { buildImage, buildSchemaImage, type Contract } from './builder.ts'

const contracts: readonly Contract[] = [
  { name: 'api-ms-win-core-file-l1-1-0', hosts: { '': 'kernelbase.dll' } },
  {
    name: 'api-ms-win-core-libraryloader-l1-1-1',
    hosts: { '': 'kernelbase.dll', 'kernel32.dll': 'ntdll.dll' },
  },
  { name: 'ext-ms-win-ntos-werkernel-l1-1-0', hosts: { '': 'werkernel.sys' } },
  { name: 'ext-ms-win-ntos-nowhere-l1-1-0', hosts: { '': '' } },
]

describe.each([2, 4, 6] as const)('an API set schema of version %s', (version) => {
  const sets = readApiSets(buildSchemaImage(version, contracts))

  it('tells the host of a contract, without case and extension', () => {
    expect(sets.isSchema).toBe(true)
    expect(sets.defects).toEqual([])
    expect(sets.hostOf('api-ms-win-core-file-l1-1-0.dll', 'a.sys')).toBe('kernelbase.dll')
    expect(sets.hostOf('EXT-MS-Win-NTOS-werkernel-L1-1-0.DLL', 'ntoskrnl.exe')).toBe('werkernel.sys')
  })

  it('tells it by the image that imports, where it has one for it', () => {
    expect(sets.hostOf('api-ms-win-core-libraryloader-l1-1-1', 'KERNEL32.dll')).toBe('ntdll.dll')
    expect(sets.hostOf('api-ms-win-core-libraryloader-l1-1-1', 'other.dll')).toBe('kernelbase.dll')
  })

  it('tells a contract without a host from one that it does not hold', () => {
    expect(sets.hostOf('ext-ms-win-ntos-nowhere-l1-1-0.dll', 'a.sys')).toBeNull()
    expect(sets.hostOf('ext-ms-win-ntos-unheard-l1-1-0.dll', 'a.sys')).toBeUndefined()
  })

  it('goes by the last number of a contract before Windows 10 alone', () => {
    expect(sets.hostOf('api-ms-win-core-file-l1-1-7.dll', 'a.sys')).toBe(
      version === 6 ? 'kernelbase.dll' : undefined,
    )
  })

  it('stays bounded whatever its bytes', () => {
    const built = buildSchemaImage(version, contracts)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const read = readApiSets(mutate(built, new Dice(seed)))
        const host = read.hostOf('api-ms-win-core-file-l1-1-0', 'a.sys')
        if (typeof host === 'string') expect(host.length).toBeLessThanOrEqual(255)
        if (!read.isSchema) expect(read.defects).toHaveLength(1)
      }),
      { numRuns: 1500 },
    )
  })
})

describe('what is no schema', () => {
  it.each<[string, Uint8Array, string]>([
    ['no image', new Uint8Array(), 'it does not begin with an MZ header'],
    ['no section', buildImage(), 'it has no section .apiset'],
    [
      'a version that is not known',
      buildImage({ sections: [{ name: '.apiset', data: Uint8Array.of(9, 0, 0, 0) }] }),
      'its API set schema is of version 9, which is not known',
    ],
  ])('%s', (_, bytes, defect) => {
    const { isSchema, defects, hostOf } = readApiSets(bytes)
    expect({ isSchema, defects }).toEqual({ isSchema: false, defects: [defect] })
    expect(hostOf('api-ms-win-core-file-l1-1-0', 'a.sys')).toBeUndefined()
  })

  it('claims more entries than it has room for', () => {
    const data = new Uint8Array(28 + 24)
    new DataView(data.buffer).setUint32(0, 6, true)
    new DataView(data.buffer).setUint32(12, 0xffffffff, true)
    new DataView(data.buffer).setUint32(16, 28, true)
    const { isSchema, defects } = readApiSets(buildImage({ sections: [{ name: '.apiset', data }] }))
    expect(isSchema).toBe(true)
    expect(defects).toEqual(['4294967294 of the 4294967295 entries of its API set schema cannot be read'])
  })
})

it('contracts are told by their names', () => {
  expect(isContract('API-ms-win-core-file-l1-1-0.dll')).toBe(true)
  expect(isContract('ext-ms-win-ntos-tm-l1-1-0.dll')).toBe(true)
  expect(isContract('exterior.sys')).toBe(false)
  expect(isOptionalContract('ext-ms-win-ntos-tm-l1-1-0.dll')).toBe(true)
  expect(isOptionalContract('api-ms-win-core-file-l1-1-0.dll')).toBe(false)
})
