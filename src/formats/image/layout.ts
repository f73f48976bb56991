/**
 * Offsets and sizes in bytes of what is read of a PE image, and the bounds that keep hostile ones short.
 * Source: "PE Format", Microsoft Learn.
 */
export const dosHeader = { size: 64, signature: 'MZ', newHeader: 0x3c } as const

/** `PE\0\0`, then the file header, then the optional header. */
export const peHeader = {
  size: 24,
  signature: 'PE\0\0',
  sections: 6,
  optionalHeaderSize: 20,
} as const

/** What differs between the two kinds of optional header, which its magic number tells apart. */
export const optionalHeaders: ReadonlyMap<number, { readonly count: number; readonly directories: number }> =
  new Map([
    // PE32, 32-bit
    [0x10b, { count: 92, directories: 96 }],
    // PE32+, 64-bit
    [0x20b, { count: 108, directories: 112 }],
  ])

/** Fields that both kinds have at the same place. */
export const optionalHeader = { sectionAlignment: 32, headersSize: 60 } as const

export const directory = { size: 8, importIndex: 1 } as const

export const section = {
  size: 40,
  nameSize: 8,
  virtualAddress: 12,
  rawSize: 16,
  rawPointer: 20,
  /** The loader refuses images with more. */
  most: 96,
} as const

/** Sections of an image that is aligned to pages begin at a sector of the file, whatever their pointer says. */
export const pageSize = 0x1000
export const sectorSize = 0x200

export const importDescriptor = {
  size: 20,
  name: 12,
  firstThunk: 16,
  /** Real images have some dozens. */
  most: 1024,
} as const

/** A file name has at most 255 characters. */
export const longestName = 255
