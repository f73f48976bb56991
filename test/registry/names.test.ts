import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameName, upcase } from '../../src/registry/index.ts'

const unit = (code: number): string => String.fromCharCode(code)

/** Pairs of l_intl.nls (Windows 8.1 and later): a lower-case unit and its upper case. */
const mapped: readonly (readonly [lower: number, upper: number, what: string])[] = [
  [0x61, 0x41, 'ASCII'],
  [0x7a, 0x5a, 'ASCII, last'],
  [0xe9, 0xc9, 'Latin-1'],
  [0xff, 0x178, 'y with diaeresis, far away'],
  [0x101, 0x100, 'alternating pairs'],
  [0x1c6, 0x1c4, 'a digraph, past its titlecase form'],
  [0x1dd, 0x18e, 'turned e'],
  [0x3ac, 0x386, 'Greek with tonos'],
  [0x3c3, 0x3a3, 'sigma'],
  [0x3f2, 0x3f9, 'lunate sigma'],
  [0x450, 0x400, 'Cyrillic'],
  [0x4cf, 0x4c0, 'palochka (Unicode 5.0)'],
  [0x523, 0x522, 'the last Cyrillic supplement pair of Unicode 5.1'],
  [0x586, 0x556, 'Armenian'],
  [0x1d79, 0xa77d, 'insular g (Unicode 5.1)'],
  [0x1eff, 0x1efe, 'Middle Welsh (Unicode 5.1)'],
  [0x1f80, 0x1f88, 'Greek with iota subscript: one unit, where JavaScript gives two'],
  [0x1fb3, 0x1fbc, 'alpha with iota subscript'],
  [0x1fc3, 0x1fcc, 'eta with iota subscript'],
  [0x2170, 0x2160, 'Roman numerals'],
  [0x24d0, 0x24b6, 'circled letters'],
  [0x2d00, 0x10a0, 'Georgian Nuskhuri'],
  [0xa78c, 0xa78b, 'saltillo'],
  [0xff41, 0xff21, 'fullwidth'],
  [0xff5a, 0xff3a, 'fullwidth, last'],
]

/** Units which Unicode or JavaScript upper-cases, and Windows does not. */
const untouched: readonly (readonly [code: number, what: string])[] = [
  [0xb5, 'micro sign'],
  [0xdf, 'sharp s, which JavaScript turns into SS'],
  [0xf7, 'division sign'],
  [0x131, 'dotless i'],
  [0x149, 'n preceded by apostrophe'],
  [0x17f, 'long s'],
  [0x1c5, 'titlecase digraph DZ'],
  [0x1c8, 'titlecase digraph LJ'],
  [0x1cb, 'titlecase digraph NJ'],
  [0x1f2, 'titlecase digraph DZ without caron'],
  [0x23f, 'Unicode 5.2'],
  [0x345, 'combining iota subscript'],
  [0x390, 'iota with dialytika and tonos: three units in JavaScript'],
  [0x3c2, 'final sigma'],
  [0x3d0, 'beta symbol'],
  [0x525, 'Unicode 5.2'],
  [0x10d0, 'Georgian Mkhedruli, paired with Mtavruli since Unicode 11'],
  [0x13f8, 'Cherokee'],
  [0x1c80, 'Cyrillic Extended-C'],
  [0x1e9b, 'long s with dot above'],
  [0x1e9e, 'capital sharp s'],
  [0x1fbe, 'prosgegrammeni'],
  [0xab70, 'Cherokee small letters'],
  [0xd83d, 'lone surrogate'],
  [0xfb01, 'ligature fi'],
]

describe('upcase', () => {
  for (const [lower, upper, what] of mapped)
    it(`maps U+${lower.toString(16)} to U+${upper.toString(16)}: ${what}`, () => {
      expect(upcase(unit(lower))).toBe(unit(upper))
      expect(upcase(unit(upper))).toBe(unit(upper))
    })

  for (const [code, what] of untouched)
    it(`leaves U+${code.toString(16)} as it is: ${what}`, () => {
      expect(upcase(unit(code))).toBe(unit(code))
    })

  it('maps 973 units in all, no two to the same', () => {
    const images = new Map<string, string>()
    for (let code = 0; code < 0x10000; code++) {
      const upper = upcase(unit(code))
      if (upper !== unit(code)) images.set(unit(code), upper)
    }
    expect(images.size).toBe(973)
    expect(new Set(images.values()).size).toBe(973)
    for (const upper of images.values()) expect(images.has(upper)).toBe(false)
  })

  it('looks at code units, not characters: Deseret outside the plane stays', () => {
    expect(upcase('\u{10428}x')).toBe('\u{10428}X')
  })

  it('treats names that are properties of every object as names', () => {
    expect(upcase('__proto__')).toBe('__PROTO__')
    expect(upcase('constructor')).toBe('CONSTRUCTOR')
  })

  it('is idempotent, keeps the length and works unit by unit, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat({ max: 0xffff }).map(unit) }), (name) => {
        const upper = upcase(name)
        expect(upper.length).toBe(name.length)
        expect(upcase(upper)).toBe(upper)
        expect([...name.split('')].map((one) => upcase(one)).join('')).toBe(upper)
      }),
    )
  })

  it('is the same under a Turkish locale', () => {
    const script = "process.stdout.write(require('./src/registry/names.ts').upcase('i\\u0131I\\u0130ss'))"
    const environment = { ...process.env, LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' }
    const written = execFileSync(process.execPath, ['--import', 'tsx', '--eval', script], {
      env: environment,
      encoding: 'utf8',
    })
    expect(written).toBe('I\u0131I\u0130SS')
  })
})

describe('sameName', () => {
  it('compares without case', () => {
    expect(sameName('SCSI miniport', 'scsi Miniport')).toBe(true)
    expect(sameName('Tcpip', 'Tcpip6')).toBe(false)
  })

  it('never normalises: é as one and as two units are two names', () => {
    expect(sameName('caf\u00e9', 'CAF\u00c9')).toBe(true)
    expect(sameName('caf\u00e9', 'cafe\u0301')).toBe(false)
  })

  it('holds sharp s and SS, final and medial sigma apart', () => {
    expect(sameName('stra\u00dfe', 'STRASSE')).toBe(false)
    expect(sameName('\u03c2', '\u03c3')).toBe(false)
  })
})
