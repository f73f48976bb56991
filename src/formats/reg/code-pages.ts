/**
 * windows-1252, 0x80 to 0x9F: Microsoft's code page 1252 with its best fit for the five unassigned bytes (they map to
 * the C1 control of the same number). An own table, because Node 20.18.3 and later 20.x decode these bytes wrongly
 * (nodejs/node 56542, 60888).
 */
const windows1252C1 = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
  0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0x9d, 0x017e, 0x0178,
] as const

/** Windows ANSI code pages and the WHATWG Encoding label that decodes each; single-byte ones first. */
const labels: ReadonlyMap<number, string> = new Map([
  [874, 'windows-874'],
  [1250, 'windows-1250'],
  [1251, 'windows-1251'],
  [1252, 'windows-1252'],
  [1253, 'windows-1253'],
  [1254, 'windows-1254'],
  [1255, 'windows-1255'],
  [1256, 'windows-1256'],
  [1257, 'windows-1257'],
  [1258, 'windows-1258'],
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
])
const multiByte: ReadonlySet<number> = new Set([932, 936, 949, 950])

/** The ANSI code pages that `codePage` accepts. */
export const codePages: readonly number[] = [...labels.keys()].sort((a, b) => a - b)

export function codePageName(codePage: number): string {
  return labels.get(codePage) ?? `code page ${codePage}`
}

/** Turns ANSI bytes into UTF-16 code units, a part at a time. */
export interface AnsiDecoder {
  /** Code units of `bytes`; a multi-byte character that is cut off waits for the next part unless this is the `last`. */
  decode(bytes: Uint8Array, last: boolean): string
}

/**
 * A decoder for one of {@link codePages}.
 * @throws RangeError for any other number: the caller checks what the user asked for.
 */
export function ansiDecoder(codePage: number): AnsiDecoder {
  const label = labels.get(codePage)
  if (label === undefined) throw new RangeError(`code page ${codePage} is not known`)
  if (multiByte.has(codePage)) {
    const decoder = new TextDecoder(label)
    return { decode: (bytes, last) => decoder.decode(bytes, { stream: !last }) }
  }
  const table = singleByteTable(codePage, label)
  return {
    decode(bytes) {
      let text = ''
      // Blocks keep the argument count of fromCharCode below what an engine allows.
      for (let start = 0; start < bytes.length; start += 4096) {
        const units: number[] = []
        for (const byte of bytes.subarray(start, start + 4096)) units.push(table[byte] ?? 0xfffd)
        text += String.fromCharCode(...units)
      }
      return text
    },
  }
}

function singleByteTable(codePage: number, label: string): Uint16Array {
  const table = new Uint16Array(256)
  const decoder = codePage === 1252 ? undefined : new TextDecoder(label)
  for (let byte = 0; byte < 256; byte++) {
    if (byte < 0x80) table[byte] = byte
    else if (decoder) table[byte] = decoder.decode(Uint8Array.of(byte)).charCodeAt(0)
    else table[byte] = windows1252C1[byte - 0x80] ?? byte
  }
  return table
}
