import type { Dice } from '../../mutations.ts'

type Wound = (text: string, dice: Dice) => string

/** Characters that the format gives a meaning to. */
const marks = '"\\[]=,;#@-:{}() \t\r\n\0'
/** Parts of lines, to stand where they do not belong. */
const strays = [
  '"',
  '\\"',
  '\\\\',
  ',\\\r\n  ',
  ',\\ ; c\r\n',
  ',,',
  ']\r\n',
  '[-',
  '[HKLM\\',
  '[HKEY_LOCAL_MACHINE\\a\\',
  '=-',
  '=hex:',
  '=hex(7):',
  '=hex(100000000):',
  '=dword:',
  'dword:123456789',
  '="',
  '\r',
  '\n',
  '\r\n\r\n',
  ';',
  '\0',
  '\ufeff',
  '\ufffd',
  '\ud800',
  '\u2028',
]
/** Whole lines that other programs and people write. */
const strayLines = [
  '[]',
  '[HKLM\\a]',
  '[HKEY_NOWHERE\\a]',
  '[ControlSet001\\a]',
  ' [HKEY_LOCAL_MACHINE\\a]',
  '[ HKEY_LOCAL_MACHINE\\a]',
  '"s"=str(7):"a"',
  '"d"=dword:0x1',
  '"d"=dword:',
  '"n" "v"',
  '"h"=hex:',
  '"h"=hex(2):61',
  '"s"="\\0"',
  '# no comment',
  '\\',
  'HKEY_CLASSES_ROOT\\a = b',
  'Windows Registry Editor Version 5.00',
  'REGEDIT4',
]
const lineBreak = /\r\n|\r|\n/

const cut: Wound = (text, dice) => {
  const at = dice.roll(text.length)
  return text.slice(0, at) + text.slice(at + dice.pick([1, 1, 2, 3, 10, 100]))
}

const insert: Wound = (text, dice) => {
  const at = dice.roll(text.length + 1)
  return text.slice(0, at) + dice.pick(strays) + text.slice(at)
}

const insertLine: Wound = (text, dice) => {
  const lines = text.split('\r\n')
  lines.splice(dice.roll(lines.length + 1), 0, dice.pick(strayLines))
  return lines.join('\r\n')
}

/** One of the characters that mean something goes, comes twice or becomes another. */
const atMark: Wound = (text, dice) => {
  const mark = marks[dice.roll(marks.length)] ?? '"'
  const from = dice.roll(text.length)
  const at = text.indexOf(mark, from)
  if (at === -1) return insert(text, dice)
  const instead = dice.pick(['', mark + mark, marks[dice.roll(marks.length)] ?? ''])
  return text.slice(0, at) + instead + text.slice(at + 1)
}

/** A line break is cut out, comes twice or becomes that of another system; or all of them do. */
const atBreak: Wound = (text, dice) => {
  const instead = dice.pick(['', '\r\n\r\n', '\r', '\n', ' \r\n', '\\\r\n', ',\\\r\n'])
  if (dice.roll(8) === 0) return text.split(lineBreak).join(dice.pick(['\r', '\n', '\r\n\n', '\r\r\n']))
  const from = dice.roll(text.length)
  return text.slice(0, from) + text.slice(from).replace(lineBreak, () => instead)
}

const doubleLine: Wound = (text, dice) => {
  const lines = text.split('\r\n')
  const at = dice.roll(lines.length)
  lines.splice(dice.roll(lines.length), 0, ...lines.slice(at, at + dice.pick([1, 1, 2, 5])))
  return lines.join('\r\n')
}

const swapLines: Wound = (text, dice) => {
  const lines = text.split('\r\n')
  const [a, b] = [dice.roll(lines.length), dice.roll(lines.length)]
  const [first, second] = [lines[a] ?? '', lines[b] ?? '']
  lines[a] = second
  lines[b] = first
  return lines.join('\r\n')
}

/** A part comes many times: deep paths, long names, long lists. */
const repeat: Wound = (text, dice) => {
  const at = dice.roll(text.length)
  const end = at + dice.pick([1, 2, 3, 8, 30])
  return text.slice(0, end) + text.slice(at, end).repeat(dice.pick([1, 3, 40, 600])) + text.slice(end)
}

const wounds: readonly Wound[] = [
  cut,
  insert,
  insertLine,
  insertLine,
  atMark,
  atMark,
  atMark,
  atBreak,
  atBreak,
  doubleLine,
  swapLines,
  repeat,
]

/** The text with one to four wounds of the kinds that editors, scripts and attackers give it. */
export function wound(text: string, dice: Dice): string {
  let result = text
  for (let count = 1 + dice.roll(4); count > 0 && result.length > 0; count--)
    result = dice.pick(wounds)(result, dice)
  return result
}
