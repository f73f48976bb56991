import { encodeUtf16, valueTypes } from '../../src/registry/index.ts'
import {
  binary,
  dword,
  expandSz,
  type KeySpec,
  key,
  multiSz,
  sz,
  value,
} from '../../test/formats/hive/builder/index.ts'

export const valueHive: KeySpec = key(
  'ROOT',
  [],
  [
    key(
      'Types',
      // Every type that winnt.h names, with data as its type wants it.
      [
        value('REG_NONE', valueTypes.REG_NONE, [0xde, 0xad]),
        sz('REG_SZ', 'A text'),
        expandSz('REG_EXPAND_SZ', '%SystemRoot%\\system32'),
        binary('REG_BINARY', [0, 1, 2, 0xfe, 0xff]),
        dword('REG_DWORD', 0xfedcba98),
        value('REG_DWORD_BIG_ENDIAN', valueTypes.REG_DWORD_BIG_ENDIAN, [0xfe, 0xdc, 0xba, 0x98]),
        value('REG_LINK', valueTypes.REG_LINK, encodeUtf16('\\Registry\\Machine')),
        multiSz('REG_MULTI_SZ', 'one', 'two', 'three'),
        value('REG_RESOURCE_LIST', valueTypes.REG_RESOURCE_LIST, [1, 0, 0, 0, 5, 0, 0, 0]),
        value('REG_FULL_RESOURCE_DESCRIPTOR', valueTypes.REG_FULL_RESOURCE_DESCRIPTOR, [5, 0, 0, 0, 0, 0]),
        value('REG_RESOURCE_REQUIREMENTS_LIST', valueTypes.REG_RESOURCE_REQUIREMENTS_LIST, [40, 0, 0, 0, 1]),
        value('REG_QWORD', valueTypes.REG_QWORD, [8, 7, 6, 5, 4, 3, 2, 1]),
        // Device properties add 0xffff0000 to a type of their own; any 32 bits are kept.
        value('DEVPROP_TYPE_STRING', 0xffff0012, encodeUtf16('property', 1)),
        value('twelve', 12, [1]),
        value('highest', 0xffffffff, [0xff, 0xff, 0xff, 0xff]),
      ],
    ),
    key('Places', [
      // Up to four bytes stand in the value itself, in its lowest bytes first.
      binary('none', []),
      binary('one', [0x11]),
      binary('two', [0x11, 0x22]),
      binary('three', [0x11, 0x22, 0x33]),
      binary('four', [0x11, 0x22, 0x33, 0x44]),
      binary('five', [0x11, 0x22, 0x33, 0x44, 0x55]),
      // Other writers use a cell for four bytes.
      value('four-in-a-cell', valueTypes.REG_BINARY, [0x11, 0x22, 0x33, 0x44], 'cell'),
    ]),
    key('Texts', [
      sz('empty', ''),
      value('no bytes', valueTypes.REG_SZ, []),
      value('no terminator', valueTypes.REG_SZ, encodeUtf16('open')),
      value('odd length', valueTypes.REG_SZ, [0x61, 0x00, 0x62, 0x00, 0x63]),
      value('text after terminator', valueTypes.REG_SZ, encodeUtf16('seen\0hidden', 1)),
      sz('two lines', 'first\r\nsecond'),
      sz('beyond the plane', '💾 Zażółć 漢字'),
      value('lone surrogate', valueTypes.REG_SZ, encodeUtf16('a\ud800b', 1)),
      multiSz('empty list'),
      multiSz('empty string in a list', 'one', '', 'three'),
      value('list without terminators', valueTypes.REG_MULTI_SZ, encodeUtf16('one\0two')),
      value('dword of three bytes', valueTypes.REG_DWORD, [1, 2, 3]),
      value('dword of eight bytes', valueTypes.REG_DWORD, [1, 0, 0, 0, 2, 0, 0, 0]),
    ]),
  ],
)

/** Windows stores no data as no bytes in the value itself; here its size is 0 and its offset that of no cell. */
export const emptyDataHive: KeySpec = key(
  'ROOT',
  [],
  [key('Places', [value('none-nowhere', valueTypes.REG_BINARY, [], 'cell'), dword('after', 1)])],
)

/** Names that mean something to a program that is not careful. */
const hostileNames = [
  '__proto__',
  'constructor',
  '(.*)+$',
  '\u202egnp.exe',
  '[key]',
  '$& %s {0}',
  '"quoted"',
  'a=b;#c',
]

export const nameHive: KeySpec = key(
  'ROOT',
  [],
  [
    key('Values', [
      // The default value has no name.
      sz('', 'default'),
      sz('ascii', '1'),
      // All characters below 256: one byte each, Latin-1.
      sz('Größe ÿ', '2'),
      // One character above: two bytes each for all of them.
      sz('Größe Œ', '3'),
      sz('Żółć', '4'),
      sz('emoji 💾', '5'),
      sz('lone \udc00 surrogate', '6'),
      // A backslash is allowed in the name of a value.
      sz('\\DosDevices\\C:', '7'),
      sz('control \u0001\u001b[31m', '8'),
      sz('v'.repeat(300), '9'),
      ...hostileNames.map((name) => sz(name, name)),
    ]),
    key(
      'Keys',
      [],
      [
        key('ascii'),
        key('Größe ÿ'),
        key('Größe Œ'),
        key('emoji 💾'),
        key('lone \udc00 surrogate'),
        // The longest name that Windows allows.
        key('k'.repeat(255)),
        // Two names to Windows, one after Unicode normalisation.
        key('caf\u00e9'),
        key('cafe\u0301'),
        // Sorted by upper-cased names: an underscore comes behind Z, though before z.
        key('zeta'),
        key('_low'),
        key('{brace}'),
        ...hostileNames.map((name) => key(name)),
      ],
    ),
  ],
)
