import { describe, expect, it } from 'vitest'
import { type ReadRegOptions, readReg } from '../../../src/formats/reg/index.ts'
import { messages } from '../../../src/formats/reg/messages.ts'
import type { RegistryNode } from '../../../src/registry/index.ts'
import { withoutHang } from '../../hang.ts'
import { Dice, mutate } from '../../mutations.ts'
import { encode, encodings, version5 } from './read.ts'
import { wound } from './wounds.ts'

/** Mutated texts of a run; SVCSIM_FUZZ asks for more, SVCSIM_SEED for others. */
const count = Number(process.env['SVCSIM_FUZZ'] ?? 20_000)
const seed = Number(process.env['SVCSIM_SEED'] ?? 1)

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
const body = [
  '',
  `[${system}\\ControlSet001\\Control\\ServiceGroupOrder]`,
  '"List"=hex(7):42,00,61,00,73,00,65,00,00,00,46,00,69,00,6c,00,74,00,65,00,72,00,\\',
  '  00,00,00,00',
  '',
  `[${system}\\ControlSet001\\Services\\acpi]`,
  '@="default \\"quoted\\""',
  '"Type"=dword:00000001',
  '"ImagePath"=hex(2):73,00,79,00,73,00,74,00,65,00,6d,00,33,00,32,00,5c,00,61,00,\\',
  '  63,00,70,00,69,00,2e,00,73,00,79,00,73,00,00,00 ; C:\\Windows',
  '"Group"="Boot \\\\ Bus"',
  '"Big"=hex(b):01,02,03,04,05,06,07,08',
  '"Gone"=-',
  '; a comment "with" [marks]',
  '"Lines"="one',
  'two"',
  '',
  `[-${system}\\ControlSet001\\Services\\old]`,
  '',
  `[${system}\\Select]`,
  '"Current"=dword:1',
  '"\u00e9t\u00e9"=hex:de,ad,be,ef',
  '',
].join('\r\n')

/** One text of each style. */
const texts = [
  `${version5}\r\n${body}`,
  `REGEDIT4\r\n${body}`,
  [
    'REGEDIT',
    'HKEY_CLASSES_ROOT\\.txt = txtfile',
    'HKEY_CLASSES_ROOT\\txtfile = Text Document',
    'HKEY_CLASSES_ROOT\\txtfile\\shell\\open\\command = notepad.exe "%1"',
    '',
  ].join('\r\n'),
  // No header at all.
  body,
]
/** What takes more text than these have. */
const ofLargeFiles = new Set(['line-too-long', 'value-too-long', 'string-too-far', 'more-defects'])
const codePages = [undefined, 932, 1251] as const

/** Bytes of a text; what code page 1252 lacks is cut down to a byte, which is a mutation like any other. */
function encoded(text: string, dice: Dice): Uint8Array {
  const encoding = dice.pick(encodings)
  return encoding === 'windows-1252' ? Buffer.from(text, 'latin1') : encode(text, encoding)
}

/** Keys and bytes of a tree; not by recursion, as a mutated path has any depth. */
function size(root: RegistryNode): { keys: number; values: number; bytes: number } {
  const counted = { keys: 0, values: 0, bytes: 0 }
  const open = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    counted.keys++
    counted.bytes += node.name.length
    for (const { name, data } of node.values) {
      counted.values++
      counted.bytes += name.length + data.length
    }
    open.push(...node.keys)
  }
  return counted
}

describe('mutated .reg texts', () => {
  it(`${count} are read without an exception, each in bounds`, { timeout: 3_600_000 }, () => {
    const dice = new Dice(seed)
    let readable = 0
    const reached = new Set<string>()
    for (let round = 0; round < count; round++) {
      try {
        const text = dice.pick(texts)
        // Half of them are wounded as text, a third as bytes, the rest both ways.
        const how = dice.roll(6)
        const whole = encoded(how < 2 ? text : wound(text, dice), dice)
        const bytes = how < 3 ? mutate(whole, dice) : whole
        const codePage = dice.pick(codePages)
        const options: ReadRegOptions = {
          file: 'x.reg',
          keepEdits: dice.roll(2) === 0,
          allKeys: dice.roll(2) === 0,
          reading: dice.roll(4) === 0 ? 'as-imported' : 'as-written',
          ...(dice.roll(4) === 0
            ? { selection: (path: string) => (path.length % 2 === 0 ? 'skip' : 'read') }
            : {}),
          ...(codePage === undefined ? {} : { codePage }),
        }
        const registry = withoutHang(() => readReg(bytes, options))
        const { keys, values, bytes: kept } = size(registry.root)
        if (keys > 1) readable++
        // Every key takes a character of a path and its separator, every value a line; a root may be added.
        expect(keys).toBeLessThanOrEqual(bytes.length / 2 + 4)
        expect(values).toBeLessThanOrEqual(bytes.length / 2)
        // Text of one byte a character becomes two, and a NUL.
        expect(kept).toBeLessThanOrEqual(bytes.length * 4 + 40)
        expect(registry.edits?.length ?? 0).toBeLessThanOrEqual(bytes.length)
        expect(registry.diagnostics.length).toBeLessThanOrEqual(bytes.length + 2)
        for (const { at, message, code } of registry.diagnostics) {
          reached.add(code)
          expect(message).not.toMatch(/undefined|NaN|\[object|[\r\n]/)
          for (const number of [at.line, at.column, at.length]) expect(number).toBeGreaterThan(0)
          expect(at.line).toBeLessThanOrEqual(bytes.length + 1)
        }
      } catch (error) {
        throw new Error(`round ${round} of seed ${seed}`, { cause: error })
      }
    }
    // A mutation that leaves nothing to read tests nothing.
    expect(readable).toBeGreaterThan(count / 2)
    if (count >= 20_000)
      expect(Object.keys(messages).filter((code) => !reached.has(code) && !ofLargeFiles.has(code))).toEqual(
        [],
      )
  })
})
