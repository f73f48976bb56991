import { expect, test } from 'vitest'
import type { Suppression } from '../../../src/registry/index.ts'
import { servicesSelection } from '../../../src/services/index.ts'
import { encode, encodings, file, read, version5 } from './read.ts'

const service = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\acme'

/** `3:3 svcsim-ignore SVC105@17 SVC206@25 -- reason: file`, or `: value 5-7`. */
function brief({ at, directive, rules, reason, mark, target }: Suppression): string {
  const named = rules.map((rule) => `${rule.value}@${rule.at.column} `).join('')
  const behind = mark === undefined ? '--' : `${mark.value}@${mark.at.column}`
  const why = reason === undefined && mark === undefined ? '' : `${behind} ${reason}`
  const lines = 'fromLine' in target ? ` ${target.fromLine}-${target.toLine}` : ''
  const unread = 'isRead' in target && !target.isRead ? ' unread' : ''
  return `${at.line}:${at.column} ${directive} ${named}${why}: ${target.kind}${lines}${unread}`
}

function suppressions(text: string | Uint8Array): string[] {
  return (read(text, { selection: servicesSelection }).suppressions ?? []).map(brief)
}

test('before the first key: the file with an empty line below, else the key', () => {
  const text = file(
    '; svcsim-ignore SVC105 -- for all',
    '; more words',
    '',
    '; svcsim-ignore SVC206',
    '; more words',
    `[${service}]`,
    '"Start"=dword:00000000',
    '',
    `[${service}2]`,
  )
  expect(suppressions(text)).toEqual([
    '3:3 svcsim-ignore SVC105@17 -- for all: file',
    '6:3 svcsim-ignore SVC206@17 : key 8-10',
  ])
})

test('above a value: all of its lines; comments and empty lines between do not count', () => {
  const text = file(
    `[${service}]`,
    '; svcsim-ignore SVC106',
    '',
    '; svcsim-ignore SVC301 -- later',
    '; words',
    '"DependOnService"=hex(7):41,00,\\',
    '  ; svcsim-ignore SVC999 between the lines of a value',
    '  00,00,00,00',
    '"Start"=dword:00000000',
    '; svcsim-ignore SVC103',
    '@="x"',
  )
  expect(suppressions(text)).toEqual([
    '4:3 svcsim-ignore SVC106@17 : value 8-10',
    '6:3 svcsim-ignore SVC301@17 -- later: value 8-10',
    '12:3 svcsim-ignore SVC103@17 : value 13-13',
  ])
})

test('above a key: up to the next key line, deleted ones too', () => {
  const text = file(
    `[${service}]`,
    '"Start"=dword:00000000',
    '',
    '; svcsim-ignore SVC301',
    `[-${service}2]`,
    '; svcsim-ignore SVC001',
    '[HKEY_LOCAL_MACHINE\\broken',
    '"x"=1',
    '; svcsim-ignore SVC101',
  )
  const found = read(text, { selection: servicesSelection }).suppressions ?? []
  expect(found.map(brief)).toEqual([
    '6:3 svcsim-ignore SVC301@17 : key 7-8',
    '8:3 svcsim-ignore SVC001@17 : key 9-11 unread',
    '11:3 svcsim-ignore SVC101@17 : nothing',
  ])
  expect(found.map(({ at }) => at.keyPath)).toEqual([`${service}2`, undefined, undefined])
})

test('a file without keys, or with nothing but the comment', () => {
  expect(suppressions(`${version5}\n; svcsim-ignore SVC105`)).toEqual(['2:3 svcsim-ignore SVC105@17 : file'])
  expect(suppressions(file(`[${service}]`, '; svcsim-ignore SVC105'))).toEqual([
    '4:3 svcsim-ignore SVC105@17 : nothing',
  ])
})

test('spelling: any letter case, semicolons and blanks before, commas and blanks between, hyphens in the reason', () => {
  const text = file(
    ';svcsim-ignore a,b ,, c\td -- x -- y ',
    '\t;;; SVCSIM-IGNORE A --',
    '; svcsim-ignore --reason',
    '; svcsim-ignore',
    '; svcsim-ignored SVC105',
    '; svcsim ignore SVC105',
    '; please svcsim-ignore SVC105',
    ';',
    '; svcsim',
    '# svcsim-ignore SVC105',
    '',
  )
  expect(suppressions(text)).toEqual([
    '3:2 svcsim-ignore a@16 b@18 c@23 d@25 -- x -- y: file',
    '4:6 svcsim-ignore A@20 : file',
    '5:3 svcsim-ignore -- reason: file',
    '6:3 svcsim-ignore : file',
    '7:3 svcsim-ignored SVC105@18 : file',
  ])
})

test('one hyphen or another mark where two hyphens belong ends the rules too', () => {
  const text = file(
    '; svcsim-ignore SVC206 - agreed -- or so',
    '; svcsim-ignore SVC206, tag-ignored \u2014 agreed',
    '; svcsim-ignore SVC206 // agreed',
    '; svcsim-disable-next-line SVC206 -',
    '; svcsim-ignore - -',
    '',
  )
  expect(suppressions(encode(text, 'utf-16le'))).toEqual([
    '3:3 svcsim-ignore SVC206@17 -@24 agreed -- or so: file',
    '4:3 svcsim-ignore SVC206@17 tag-ignored@25 \u2014@37 agreed: file',
    '5:3 svcsim-ignore SVC206@17 //@24 agreed: file',
    '6:3 svcsim-disable-next-line SVC206@28 -@35 undefined: file',
    '7:3 svcsim-ignore -@17 -: file',
  ])
})

test.for(encodings)('in %s', (encoding) => {
  const text = file(`[${service}]`, '; svcsim-ignore SVC105 -- b\u00f6se', '"Start"=dword:00000000')
  expect(suppressions(encode(text, encoding))).toEqual([
    '4:3 svcsim-ignore SVC105@17 -- b\u00f6se: value 5-5',
  ])
})

test('in REGEDIT4', () => {
  expect(
    suppressions(`REGEDIT4\r\n\r\n[${service}]\r\n; svcsim-ignore SVC105\r\n"Start"=dword:0\r\n`),
  ).toEqual(['4:3 svcsim-ignore SVC105@17 : value 5-5'])
})

test('in a part that is passed over: kept, told apart, and not taken for what follows it', () => {
  const skipped = Array.from({ length: 50 }, (_, index) => [
    `[HKEY_LOCAL_MACHINE\\SOFTWARE\\a\\k${index}]`,
    '"a"="b"',
    '"b"=hex:00,\\',
    '  01',
    '',
  ]).flat()
  const text = file(
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\a]',
    ...skipped,
    '; svcsim-ignore SVC101 -- key',
    '[HKEY_LOCAL_MACHINE\\SOFTWARE\\a\\b]',
    '; svcsim-ignore SVC102 -- value',
    '"a"="b"',
    ...skipped,
    '; svcsim-ignore SVC103',
    `[${service}]`,
    '"Start"=dword:00000000',
  )
  expect(suppressions(text)).toEqual([
    '254:3 svcsim-ignore SVC101@17 -- key: key 255-257 unread',
    '256:3 svcsim-ignore SVC102@17 -- value: value 257-257 unread',
    '508:3 svcsim-ignore SVC103@17 : key 509-510',
  ])
})

test('a hostile file: long comments are cut, and all words are counted', () => {
  const [cut] = read(`${version5}\n; svcsim-ignore ${'a'.repeat(100_000)}\n`).suppressions ?? []
  expect(cut?.rules[0]?.value.length).toBeLessThan(4096)
  const words = (text: string): number =>
    (read(text).suppressions ?? []).reduce((sum, { rules }) => sum + 1 + rules.length, 0)
  expect(words(`${version5}\n${'; svcsim-ignore a b c\n'.repeat(20_000)}`)).toBe(10_000)
  expect(words(`${version5}\n${'; svcsim-ignore\n'.repeat(20_000)}`)).toBe(10_000)
})

test('the edits and diagnostics of a file do not depend on its comments', () => {
  const lines = [
    `[${service}]`,
    '"Start"=dword:00000000',
    '',
    '[HKEY_LOCAL_MACHINE\\x]',
    '"a"=dword:0',
    'lost',
  ]
  const plain = read(file(...lines), { selection: servicesSelection })
  const commented = read(file(...lines.flatMap((line) => ['; svcsim-ignore SVC105', line])), {
    selection: servicesSelection,
  })
  const codes = (registry: typeof plain): string[] => registry.diagnostics.map(({ code }) => code)
  expect(codes(commented)).toEqual(codes(plain))
  expect(commented.counts).toEqual(plain.counts)
  expect(commented.passedOver.map(({ prefix, keys }) => [prefix, keys])).toEqual(
    plain.passedOver.map(({ prefix, keys }) => [prefix, keys]),
  )
})
