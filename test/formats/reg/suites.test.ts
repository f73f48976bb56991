import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bytesOf, corpus, title } from './corpus.ts'
import { diagnosed, read, text, tree, version5 } from './read.ts'

const sz = (name: string, content: string): string =>
  `  ${name === '' ? '@' : JSON.stringify(name)} 1 ${text(content)}`

/** What a file of a suite holds. */
interface Suite {
  readonly header?: string
  readonly encoding: string
  readonly tree: readonly string[]
  readonly diagnostics?: readonly string[]
  readonly edits?: readonly (readonly [kind: string, keyPath: string, name?: string])[]
}

const root = 'HKEY_LOCAL_MACHINE\\ROOT'
const types = `${root}\\0x01_TYPE1_DATA-TYPES`
const nodes = `${root}\\0x02_TYPE1_TREE`
const long = `${root}\\0x04_TYPE1_KEY-NAME-MAX`
const names = `${root}\\0x05_TYPE1_VALUE-NAME-MAX`
const big = `${root}\\0x06_TYPE1_BIG-DATA`
const greetings = `${root}\\0x07_TYPE1_NON-ASCII`
const longName = (mark: string, length: number): string => `Node_${mark.repeat(length - 9)}-${length}`
const node = (path: string, data: string): string[] => [`${nodes}\\${path}`, `  @ 3 ${data}`]
const greeting = (word: string, language: string): string[] => [
  `${greetings}\\${word}`,
  sz('', language),
  sz(word, `${word} : ${language}`),
]

/** NIST CFReDS: registry files with what they hold. */
const nist: Readonly<Record<string, Suite>> = {
  'nr-01-1_possible-data-types': {
    encoding: 'utf-8',
    tree: [
      'HKEY_LOCAL_MACHINE',
      root,
      types,
      `  "VALUE 0x00 (NONE)" 0 ${Buffer.from('none').toString('hex')}`,
      sz('VALUE 0x01 (SZ)', 'UTF-16LE NULL-terminated string'),
      `  "VALUE 0x02 (EXP_SZ)" 2 ${text('%SystemRoot%')}`,
      `  "VALUE 0x03 (BINARY)" 3 ${Buffer.from('binary data').toString('hex')}`,
      '  "VALUE 0x04 (DWORD-LE)" 4 04000000',
      '  "VALUE 0x05 (DWORD-BE)" 5 00000004',
      `  "VALUE 0x06 (LINK)" 6 ${text('Symbolic link')}`,
      `  "VALUE 0x07 (MULTI_SZ)" 7 ${text('REG_MULTI_SZ_1\0REG_MULTI_SZ_2\0REG_MULTI_SZ_3')}`,
      `  "VALUE 0x08 (RES_LIST)" 8 ${Buffer.from('resource_list').toString('hex')}`,
      `  "VALUE 0x09 (RES_DESC)" 9 ${Buffer.from('resource_descriptor').toString('hex')}`,
      `  "VALUE 0x0A (REQ_LIST)" 10 ${Buffer.from('requirements_list').toString('hex')}`,
      '  "VALUE 0x0B (QWORD-LE)" 11 0800000000000000',
    ],
    // The suite writes its bytes in capitals; only "hex(4)" and "hex(5)" have no letter.
    diagnostics: [
      ...[
        '4:27+18',
        '6:27+56',
        '8:27+39',
        '11:27+56',
        '13:27+56',
        '19:27+45',
        '20:27+63',
        '21:27+57',
        '22:27+30',
      ],
    ].map((at) => `${at} info hex-upper-case`),
  },
  'nr-02-1_simple-tree-structure': {
    encoding: 'utf-16le',
    tree: [
      'HKEY_LOCAL_MACHINE',
      root,
      nodes,
      ...node('Node_1', '01'),
      ...node('Node_1\\Node_1-1', '0101'),
      ...node('Node_1\\Node_1-1\\Node_1-1-1', '010101'),
      ...node('Node_1\\Node_1-2', '0102'),
      ...node('Node_1\\Node_1-2\\Node_1-2-1', '010201'),
      ...node('Node_2', '02'),
      ...node('Node_2\\Node_2-1', '0201'),
      ...node('Node_2\\Node_2-1\\Node_2-1-1', '020101'),
      ...node('Node_2\\Node_2-1\\Node_2-1-2', '020102'),
      ...node('Node_2\\Node_2-2', '0202'),
      ...node('Node_2\\Node_2-2\\Node_2-2-1', '020201'),
      `${nodes}\\Node_2\\Node_2-2\\Node_2-2-1\\Node_2-2-1-1`,
      ...node('Node_2\\Node_2-2\\Node_2-2-2', '020202'),
      `${nodes}\\Node_2\\Node_2-2\\Node_2-2-2\\Node_2-2-2-1`,
    ],
  },
  'nr-04-1_maximum-key-name-length': {
    encoding: 'utf-16le',
    tree: [
      'HKEY_LOCAL_MACHINE',
      root,
      long,
      sz('', 'Root Node - a key name has a limit of 255 characters'),
      `${long}\\${longName('1', 255)}`,
      sz('', '1st Node - a key name has a limit of 255 characters'),
      `${long}\\${longName('2', 255)}`,
      sz('', '2nd Node - a key name has a limit of 255 characters'),
      `${long}\\${longName('2', 255)}\\${longName('$', 255)}`,
      `${long}\\${longName('2', 255)}\\${longName('@', 255)}`,
      `${long}\\${longName('3', 256)}`,
      sz(
        '',
        '3rd Node - the maximum length of a key name may be 256 characters if there is no NULL character',
      ),
    ],
  },
  'nr-07-1_non-ascii-characters': {
    encoding: 'utf-16le',
    tree: [
      'HKEY_LOCAL_MACHINE',
      root,
      greetings,
      sz('TEST 1', 'Registry hive structure parsing'),
      sz('TEST 2', 'Non-ASCII characters'),
      ...greeting('Hello', 'English'),
      ...greeting('\u00a1Hola!', 'Spanish'),
      ...greeting('\u0417\u0434\u0440\u0430\u0432\u0441\u0442\u0432\u0443\u0439\u0442\u0435', 'Russian'),
      ...greeting('\u0928\u092e\u0938\u094d\u0924\u0947', 'Hindi'),
      ...greeting('\u3053\u3093\u306b\u3061\u306f', 'Japanese'),
      ...greeting('\u60a8\u597d', 'Chinese'),
      ...greeting('\uc548\ub155\ud558\uc138\uc694', 'Korean'),
    ],
  },
  'nrd-01-1_delete-keys-with-values-but-without-subkeys': {
    encoding: 'utf-8',
    tree: [],
    edits: [
      ['delete-key', types],
      ['delete-key', big],
    ],
  },
  'nrd-04-1_delete-a-value-with-normal-data': {
    encoding: 'utf-8',
    tree: ['HKEY_LOCAL_MACHINE', root, names, `${names}\\Value_V`, greetings, `${greetings}\\Hello`],
    edits: [
      ['create-key', `${names}\\Value_V`],
      ['delete-value', `${names}\\Value_V`, `${'V'.repeat(16_377)}-16383`],
      ['create-key', `${greetings}\\Hello`],
      ['delete-value', `${greetings}\\Hello`, 'Hello'],
    ],
  },
  'nrd-10-1_change-big-data-to-smaller-size': {
    encoding: 'utf-8',
    tree: ['HKEY_LOCAL_MACHINE', root, big, `  "BINARY 20440" 3 ${'ee'.repeat(11)}`],
    diagnostics: ['4:18+39 info hex-upper-case'],
  },
}

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
const controlSet = `${system}\\CurrentControlSet`
const services = `${controlSet}\\Services`
const number = (name: string, value: number): string => `  "${name}" 4 0${value}000000`
const software = 'HKEY_LOCAL_MACHINE\\SOFTWARE'

const samba: Readonly<Record<string, Suite>> = {
  'NT4-Locking.reg': {
    header: 'REGEDIT4',
    encoding: 'windows-1252',
    tree: [
      'HKEY_LOCAL_MACHINE',
      system,
      controlSet,
      `${controlSet}\\Control`,
      `${controlSet}\\Control\\Filesystem`,
      number('Win95TruncatedExtensions', 0),
      number('NTFSDisable8dot3NameCreation', 1),
      services,
      `${services}\\LanManServer`,
      `${services}\\LanManServer\\Parameters`,
      number('EnableOpLockForceClose', 1),
      number('EnableOpLocks', 0),
      `${services}\\LanmanWorkstation`,
      `${services}\\LanmanWorkstation\\Parameters`,
      number('BufFilesDenyWrite', 0),
      number('BufNamedPipes', 0),
      number('UseOpportunisticLocking', 0),
      number('DormantFileLimit', 0),
      `${services}\\LanmanWorkstation\\Parameters\\Linkage`,
      number('UtilizeNtCaching', 0),
    ],
  },
  'Win2000_PlainPassword.reg': {
    header: 'REGEDIT4',
    encoding: 'windows-1252',
    tree: [
      'HKEY_LOCAL_MACHINE',
      system,
      controlSet,
      services,
      `${services}\\LanmanWorkStation`,
      `${services}\\LanmanWorkStation\\Parameters`,
      number('EnablePlainTextPassword', 1),
    ],
  },
  'Win7_Samba3DomainMember.reg': {
    encoding: 'utf-16le',
    tree: [
      'HKEY_LOCAL_MACHINE',
      'HKEY_LOCAL_MACHINE\\System',
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet',
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Services',
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Services\\LanManWorkstation',
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Services\\LanManWorkstation\\Parameters',
      number('DNSNameResolutionRequired', 0),
      number('DomainCompatibilityMode', 1),
    ],
  },
  'Win95_PlainPassword.reg': {
    header: 'REGEDIT4',
    encoding: 'windows-1252',
    tree: [
      'HKEY_LOCAL_MACHINE',
      'HKEY_LOCAL_MACHINE\\System',
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet',
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Services',
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Services\\VxD',
      'HKEY_LOCAL_MACHINE\\System\\CurrentControlSet\\Services\\VxD\\VNETSUP',
      number('EnablePlainTextPassword', 1),
    ],
  },
  'provision.reg': {
    header: 'REGEDIT4',
    encoding: 'windows-1252',
    tree: [
      'HKEY_CLASSES_ROOT',
      'HKEY_LOCAL_MACHINE',
      software,
      `${software}\\Microsoft`,
      `${software}\\Microsoft\\Windows NT`,
      `${software}\\Microsoft\\Windows NT\\CurrentVersion`,
      sz('CurrentVersion', '6.1'),
      system,
      controlSet,
      `${controlSet}\\Control`,
      `${controlSet}\\Control\\Print`,
      `${controlSet}\\Control\\ProductOptions`,
      sz('ProductType', 'LanmanNT'),
      `${controlSet}\\Control\\Terminal Server`,
      services,
      `${services}\\Alerter`,
      `${services}\\Alerter\\Parameters`,
      `${services}\\Netlogon`,
      `${services}\\Netlogon\\Parameters`,
      number('RefusePasswordChange', 0),
      'HKEY_USERS',
    ],
  },
}

function checkSuite(folder: string, file: string, suite: Suite): void {
  const registry = read(bytesOf('reg-suites', folder, file), { keepEdits: true })
  const { header = version5, encoding, diagnostics = [], edits } = suite
  expect(registry.format).toEqual({ kind: 'reg', header, encoding })
  expect(tree(registry.root)).toEqual(suite.tree)
  expect(diagnosed(registry)).toEqual(diagnostics)
  const found = registry.edits?.map((edit) =>
    edit.kind === 'delete-value' ? [edit.kind, edit.keyPath, edit.name] : [edit.kind, edit.keyPath],
  )
  if (edits) expect(found).toEqual(edits)
}

describe.skipIf(!corpus)(title('registry files of NIST'), () => {
  for (const [file, suite] of Object.entries(nist))
    it(file, () => checkSuite('nist', `${file}.reg.gz`, suite))
  it('are all here', () => {
    expect(readdirSync(join(corpus ?? '', 'reg-suites', 'nist')).sort()).toEqual(
      Object.keys(nist)
        .map((file) => `${file}.reg.gz`)
        .sort(),
    )
  })
})

describe.skipIf(!corpus)(title('registry files of Samba'), () => {
  for (const [file, suite] of Object.entries(samba)) it(file, () => checkSuite('samba', file, suite))
  it('are all here', () => {
    expect(readdirSync(join(corpus ?? '', 'reg-suites', 'samba')).sort()).toEqual(Object.keys(samba).sort())
  })
})
