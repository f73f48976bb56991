/**
 * Windows' simple upper-casing of UTF-16 code units, as the kernel (RtlUpcaseUnicodeChar) applies it to key and
 * value names.
 *
 * Source: the upper-case table of l_intl.nls of Windows 8.1 and later (also found as the $UpCase file of NTFS), as
 * published in test-backed form by the Zig standard library (`std.os.windows.nls`, checked there against
 * RtlUpcaseUnicodeChar for all 65,536 units). It turns out to be this and no more: the simple upper-case mappings of
 * Unicode 5.1 inside the Basic Multilingual Plane that are undone by lower-casing. So it leaves alone
 *
 * - one-way mappings: U+00B5 micro sign, U+0131 dotless i, U+017F long s, U+0345, the titlecase digraphs U+01C5,
 *   U+01C8, U+01CB, U+01F2, final sigma U+03C2, the Greek symbols U+03D0, U+03D1, U+03D5, U+03D6, U+03F0, U+03F1,
 *   U+03F5, and U+1E9B, U+1FBE;
 * - letters without a single upper-case unit: U+00DF, U+0149, U+1E96, ligatures, anything outside the plane;
 * - pairs that came after Unicode 5.1: U+023F, U+0252, U+0525, Georgian U+10D0 (Unicode 11), Cherokee U+AB70, …
 *
 * Doubt: older releases have older tables (up to Windows Vista final sigma was upper-cased to U+03A3, and fewer
 * late letters had pairs). svcsim uses this one table for every input; no driver or service name needs the difference.
 */

/** Alternating pairs: from `first` to `last`, every second unit is the lower case of the unit before it. */
const alternating: readonly (readonly [first: number, last: number])[] = [
  [0x0101, 0x012f],
  [0x0133, 0x0137],
  [0x013a, 0x0148],
  [0x014b, 0x0177],
  [0x017a, 0x017e],
  [0x0183, 0x0185],
  [0x0188, 0x0188],
  [0x018c, 0x018c],
  [0x0192, 0x0192],
  [0x0199, 0x0199],
  [0x01a1, 0x01a5],
  [0x01a8, 0x01a8],
  [0x01ad, 0x01ad],
  [0x01b0, 0x01b0],
  [0x01b4, 0x01b6],
  [0x01b9, 0x01b9],
  [0x01bd, 0x01bd],
  [0x01ce, 0x01dc],
  [0x01df, 0x01ef],
  [0x01f5, 0x01f5],
  [0x01f9, 0x021f],
  [0x0223, 0x0233],
  [0x023c, 0x023c],
  [0x0242, 0x0242],
  [0x0247, 0x024f],
  [0x0371, 0x0373],
  [0x0377, 0x0377],
  [0x03d9, 0x03ef],
  [0x03f8, 0x03f8],
  [0x03fb, 0x03fb],
  [0x0461, 0x0481],
  [0x048b, 0x04bf],
  [0x04c2, 0x04ce],
  [0x04d1, 0x0523],
  [0x1e01, 0x1e95],
  [0x1ea1, 0x1eff],
  [0x2184, 0x2184],
  [0x2c61, 0x2c61],
  [0x2c68, 0x2c6c],
  [0x2c73, 0x2c73],
  [0x2c76, 0x2c76],
  [0x2c81, 0x2ce3],
  [0xa641, 0xa65f],
  [0xa663, 0xa66d],
  [0xa681, 0xa697],
  [0xa723, 0xa72f],
  [0xa733, 0xa76f],
  [0xa77a, 0xa77c],
  [0xa77f, 0xa787],
  [0xa78c, 0xa78c],
]

/** Shifted runs: every `step`-th unit from `first` to `last` is upper-cased by adding `delta`. */
const shifted: readonly (readonly [first: number, last: number, step: 1 | 2, delta: number])[] = [
  [0x0061, 0x007a, 1, -32],
  [0x00e0, 0x00f6, 1, -32],
  [0x00f8, 0x00fe, 1, -32],
  [0x00ff, 0x00ff, 1, 121],
  [0x0180, 0x0180, 1, 195],
  [0x0195, 0x0195, 1, 97],
  [0x019a, 0x019a, 1, 163],
  [0x019e, 0x019e, 1, 130],
  [0x01bf, 0x01bf, 1, 56],
  [0x01c6, 0x01c6, 1, -2],
  [0x01c9, 0x01c9, 1, -2],
  [0x01cc, 0x01cc, 1, -2],
  [0x01dd, 0x01dd, 1, -79],
  [0x01f3, 0x01f3, 1, -2],
  [0x0250, 0x0250, 1, 10783],
  [0x0251, 0x0251, 1, 10780],
  [0x0253, 0x0253, 1, -210],
  [0x0254, 0x0254, 1, -206],
  [0x0256, 0x0257, 1, -205],
  [0x0259, 0x0259, 1, -202],
  [0x025b, 0x025b, 1, -203],
  [0x0260, 0x0260, 1, -205],
  [0x0263, 0x0263, 1, -207],
  [0x0268, 0x0268, 1, -209],
  [0x0269, 0x0269, 1, -211],
  [0x026b, 0x026b, 1, 10743],
  [0x026f, 0x026f, 1, -211],
  [0x0271, 0x0271, 1, 10749],
  [0x0272, 0x0272, 1, -213],
  [0x0275, 0x0275, 1, -214],
  [0x027d, 0x027d, 1, 10727],
  [0x0280, 0x0280, 1, -218],
  [0x0283, 0x0283, 1, -218],
  [0x0288, 0x0288, 1, -218],
  [0x0289, 0x0289, 1, -69],
  [0x028a, 0x028b, 1, -217],
  [0x028c, 0x028c, 1, -71],
  [0x0292, 0x0292, 1, -219],
  [0x037b, 0x037d, 1, 130],
  [0x03ac, 0x03ac, 1, -38],
  [0x03ad, 0x03af, 1, -37],
  [0x03b1, 0x03c1, 1, -32],
  [0x03c3, 0x03cb, 1, -32],
  [0x03cc, 0x03cc, 1, -64],
  [0x03cd, 0x03ce, 1, -63],
  [0x03d7, 0x03d7, 1, -8],
  [0x03f2, 0x03f2, 1, 7],
  [0x0430, 0x044f, 1, -32],
  [0x0450, 0x045f, 1, -80],
  [0x04cf, 0x04cf, 1, -15],
  [0x0561, 0x0586, 1, -48],
  [0x1d79, 0x1d79, 1, 35332],
  [0x1d7d, 0x1d7d, 1, 3814],
  [0x1f00, 0x1f07, 1, 8],
  [0x1f10, 0x1f15, 1, 8],
  [0x1f20, 0x1f27, 1, 8],
  [0x1f30, 0x1f37, 1, 8],
  [0x1f40, 0x1f45, 1, 8],
  [0x1f51, 0x1f57, 2, 8],
  [0x1f60, 0x1f67, 1, 8],
  [0x1f70, 0x1f71, 1, 74],
  [0x1f72, 0x1f75, 1, 86],
  [0x1f76, 0x1f77, 1, 100],
  [0x1f78, 0x1f79, 1, 128],
  [0x1f7a, 0x1f7b, 1, 112],
  [0x1f7c, 0x1f7d, 1, 126],
  [0x1f80, 0x1f87, 1, 8],
  [0x1f90, 0x1f97, 1, 8],
  [0x1fa0, 0x1fa7, 1, 8],
  [0x1fb0, 0x1fb1, 1, 8],
  [0x1fb3, 0x1fb3, 1, 9],
  [0x1fc3, 0x1fc3, 1, 9],
  [0x1fd0, 0x1fd1, 1, 8],
  [0x1fe0, 0x1fe1, 1, 8],
  [0x1fe5, 0x1fe5, 1, 7],
  [0x1ff3, 0x1ff3, 1, 9],
  [0x214e, 0x214e, 1, -28],
  [0x2170, 0x217f, 1, -16],
  [0x24d0, 0x24e9, 1, -26],
  [0x2c30, 0x2c5e, 1, -48],
  [0x2c65, 0x2c65, 1, -10795],
  [0x2c66, 0x2c66, 1, -10792],
  [0x2d00, 0x2d25, 1, -7264],
  [0xff41, 0xff5a, 1, -32],
]

/** The upper case of every UTF-16 code unit, by unit. */
export function buildUpperCaseTable(): Uint16Array {
  const table = new Uint16Array(0x10000)
  for (let unit = 0; unit < table.length; unit++) table[unit] = unit
  for (const [first, last] of alternating)
    for (let unit = first; unit <= last; unit += 2) table[unit] = unit - 1
  for (const [first, last, step, delta] of shifted)
    for (let unit = first; unit <= last; unit += step) table[unit] = unit + delta
  return table
}
