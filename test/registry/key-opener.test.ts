import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyRoot, KeyOpener, openPath, type RegistryKey } from '../../src/registry/index.ts'

const name = fc.constantFrom('A', 'a', 'AB', 'B', 'ControlSet001', 'controlset001', 'x y')
const path = fc
  .array(name, { minLength: 1, maxLength: 5 })
  .chain((names) => fc.constantFrom(names.join('\\'), `${names.join('\\')}\\`, names.join('\\\\')))

/** Every key with its spelling and the line that made it. */
function keysBelow(key: RegistryKey): string[] {
  return key.keys.flatMap((below) => [`${below.path}:${below.at.line}`, ...keysBelow(below)])
}

describe('KeyOpener', () => {
  it('opens what openPath opens, whatever the order of the paths', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 30 }), (paths) => {
        const [one, other] = [emptyRoot('a.reg'), emptyRoot('a.reg')]
        const opener = new KeyOpener(one)
        paths.forEach((keyPath, line) => {
          const at = { file: 'a.reg', line }
          expect(opener.open(keyPath, at).path).toBe(openPath(other, keyPath, at).path)
        })
        expect(keysBelow(one)).toEqual(keysBelow(other))
      }),
      { seed: 5 },
    )
  })

  it('does not take a name for one that begins like it', () => {
    const root = emptyRoot('a.reg')
    const opener = new KeyOpener(root)
    opener.open('A\\B', { file: 'a.reg' })
    expect(opener.open('A\\BC', { file: 'a.reg' }).path).toBe('A\\BC')
    expect(root.find('A')?.keys.map(({ name: key }) => key)).toEqual(['B', 'BC'])
  })
})
