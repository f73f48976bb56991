import { describe, expect, it } from 'vitest'
import { readReg } from '../../../src/formats/reg/index.ts'
import { decodeList } from '../../../src/registry/index.ts'

function read(...lines: readonly string[]): ReturnType<typeof readReg> {
  return readReg(Buffer.from(lines.join('\r\n')), { file: 'x.reg' })
}

describe('what is .reg text at all', () => {
  it.each([
    ['a header alone', true, ['REGEDIT4']],
    ['an unknown header', false, ['REGEDIT5']],
    ['keys without a header', true, ['[HKEY_LOCAL_MACHINE\\a]', '"x"=dword:1']],
    ['an abbreviated root', true, ['[HKLM\\a]']],
    ['no root', true, ['[ControlSet001\\Services\\a]']],
    [
      'a document that shows some',
      false,
      ['# About', 'Text.', 'More.', '[HKEY_LOCAL_MACHINE\\a]', 'The end.'],
    ],
    ['a configuration file', false, ['[section]', 'name=value']],
    ['plain text', false, ['hello']],
    ['nothing', false, ['']],
  ])('%s: %s', (_, isReg, lines) => {
    expect(read(...lines).isReg).toBe(isReg)
  })
})

describe('REGEDIT4 with text for Version 5.00', () => {
  const lists = (
    header: string,
    data: string,
  ): { elements: (reading: 'as-written' | 'as-imported') => string[]; codes: string[] } => {
    const bytes = Buffer.from(`${header}\r\n[HKEY_LOCAL_MACHINE\\a]\r\n"x"=${data}\r\n`)
    const value = (reading: 'as-written' | 'as-imported'): Uint8Array =>
      readReg(bytes, { file: 'x', reading }).root.find('HKEY_LOCAL_MACHINE', 'a')?.value('x')?.data ??
      new Uint8Array()
    return {
      elements: (reading) => decodeList(value(reading)).elements.map(({ text }) => text),
      codes: readReg(bytes, { file: 'x' }).diagnostics.map(
        ({ code, severity, at }) => `${at.line}:${at.column} ${severity} ${code}`,
      ),
    }
  }

  it('is read as meant, and said to be misread by Regedit', () => {
    const { elements, codes } = lists('REGEDIT4', 'hex(7):70,00,63,00,69,00,00,00,00,00')
    expect(codes).toEqual(['3:5 error ansi-expected'])
    expect(elements('as-written')).toEqual(['pci'])
    expect(elements('as-imported')).toEqual(['p', 'c', 'i'])
  })

  it('is not suspected in one byte a character, nor in Version 5.00', () => {
    expect(lists('REGEDIT4', 'hex(7):70,63,69,00,00')).toMatchObject({ codes: [] })
    expect(lists('REGEDIT4', 'hex(7):61,00,62,00,00').elements('as-written')).toEqual(['a', 'b'])
    expect(lists('Windows Registry Editor Version 5.00', 'hex(7):70,00,00,00,00,00').codes).toEqual([])
  })
})
