import type { FindingData, Severity } from '../../diagnostics/index.ts'
import { type TextDefectCode, textDefectMessages } from '../../registry/index.ts'

/** The closed set of what can be reported: machine-readable, stable. */
export type MessageCode =
  | 'no-header'
  | 'unknown-header'
  | 'late-header'
  | 'key-unclosed'
  | 'key-leading-blank'
  | 'key-empty'
  | 'key-too-deep'
  | 'key-doubled-backslash'
  | 'root-abbreviated'
  | 'root-unknown'
  | 'root-absent'
  | 'key-swallowed'
  | 'text-lost'
  | 'value-outside-key'
  | 'value-after-deletion'
  | 'name-unclosed'
  | 'no-equals'
  | 'line-too-long'
  | 'value-too-long'
  | 'data-unknown'
  | 'text-after-value'
  | 'text-after-deletion'
  | 'string-unclosed'
  | 'string-line-break'
  | 'string-too-far'
  | 'single-backslash'
  | 'escaped-nul'
  | 'dword-empty'
  | 'dword-too-long'
  | 'dword-prefix'
  | 'dword-invalid'
  | 'hex-type'
  | 'hex-digit'
  | 'hex-comma'
  | 'hex-blank'
  | 'hex-upper-case'
  | 'continuation-comma'
  | 'continuation-start'
  | 'continuation-comment'
  | 'continuation-cut'
  | 'continuation-dangling'
  | 'continuation-at-end'
  | 'str-type'
  | 'ansi-expected'
  | TextDefectCode
  | 'old-format-line'
  | 'newer-format-line'
  | 'text-after-key'
  | 'more-defects'
  | 'header-encoding'
  | 'utf-16-form'
  | 'undecodable'
  | 'duplicate-value'

/**
 * Everything the .reg reader can notice. `error` where Regedit would lose something, else `info`; SVC002 and SVC003
 * are warnings. The facts about Regedit are those that Wine's regedit tests assert against Windows; where those are
 * silent the help says so.
 */
interface Message {
  readonly ruleId: 'SVC001' | 'SVC002' | 'SVC003'
  readonly severity: Severity
  readonly text: (data: FindingData) => string
  readonly help: string
}

const syntax = (severity: 'error' | 'info', text: Message['text'] | string, help: string): Message => ({
  ruleId: 'SVC001',
  severity,
  text: typeof text === 'string' ? () => text : text,
  help,
})

const textDefect = (code: TextDefectCode): Message => {
  const { severity, text, help } = textDefectMessages[code]
  return { ruleId: 'SVC001', severity, text: ({ type }) => text({ type: String(type) }), help }
}

export const messages: Readonly<Record<MessageCode, Message>> = {
  // Header
  'no-header': syntax(
    'error',
    'No header line: Regedit imports nothing of this file',
    'Begin the file with "Windows Registry Editor Version 5.00"',
  ),
  'unknown-header': syntax(
    'error',
    ({ header }) => `Unknown header ${header}: Regedit imports nothing of this file`,
    'The first line must be exactly "Windows Registry Editor Version 5.00" or "REGEDIT4"',
  ),
  'late-header': syntax(
    'error',
    'Empty lines before the header: Regedit imports nothing of this file',
    'Begin the file with its header',
  ),
  // Key lines
  'key-unclosed': syntax(
    'error',
    'Key line without "]": Regedit ignores it and what follows up to the next key',
    'Close the key name with "]" on the same line',
  ),
  'key-leading-blank': syntax(
    'error',
    'Blank after "[": Regedit ignores this key and its values',
    'Remove the blank between the bracket and the key name',
  ),
  'key-empty': syntax('error', 'Key line without a name', 'Write the full key path between the brackets'),
  'key-too-deep': syntax(
    'error',
    'Key path of more than 512 levels or 131,072 characters; the key and its values are lost',
    'Windows allows 512 levels with names of 255 characters',
  ),
  'key-doubled-backslash': syntax(
    'info',
    'Doubled backslash in a key path; read as one',
    'Backslashes are doubled in quoted strings only, never in key paths',
  ),
  'root-abbreviated': syntax(
    'error',
    ({ root, full }) => `Root ${root} is not known to Regedit, which ignores this key; meant is ${full}`,
    'Write the full root name',
  ),
  'root-unknown': syntax(
    'error',
    ({ root }) => `Unknown root ${root}: Regedit ignores its keys and their values`,
    'A key path begins with a full root name such as HKEY_LOCAL_MACHINE',
  ),
  'root-absent': syntax(
    'info',
    ({ first }) => `Key path begins with ${first} and no root; meant is HKEY_LOCAL_MACHINE\\SYSTEM`,
    'Regedit ignores keys without a root: add HKEY_LOCAL_MACHINE\\SYSTEM before importing',
  ),
  'key-swallowed': syntax(
    'error',
    ({ line }) => `Regedit takes this line for the continuation of line ${line} and loses it`,
    'End the value above without ",\\"',
  ),
  // Lines
  'text-lost': syntax(
    'error',
    'Line is no key, value or comment; it is lost',
    'Comments begin with ";", values with a name in double quotes; a hex list goes on after ",\\" only',
  ),
  'value-outside-key': syntax(
    'error',
    'Value before any key; it is lost',
    'Put the key line above its values',
  ),
  'value-after-deletion': syntax(
    'error',
    'Value below a deleted key; it is lost',
    'Name the key once more, without "-", before its values',
  ),
  'name-unclosed': syntax(
    'error',
    'Value name without a closing quote; the line is lost',
    'Close the name with a double quote',
  ),
  'no-equals': syntax('error', 'No "=" after the value name; the line is lost', 'Write "name"=data'),
  'line-too-long': syntax(
    'error',
    'Value longer than 16 Mi characters; it is passed over',
    'The registry holds no value of this size',
  ),
  'value-too-long': syntax(
    'error',
    'Value of more than 16 MiB; it is passed over',
    'The registry holds no value of this size',
  ),
  // Data
  'data-unknown': syntax(
    'error',
    'Data is no string, dword, hex list or "-"; the value is not set',
    'Write "text", dword:00000000 or hex:00,00',
  ),
  'text-after-value': syntax(
    'error',
    'Text after the value: Regedit does not set it',
    'Only blanks and a ";" comment may follow a value',
  ),
  'text-after-deletion': syntax(
    'error',
    'Text after "=-": Regedit does nothing',
    'Only blanks and a ";" comment may follow "=-"',
  ),
  'string-unclosed': syntax(
    'error',
    'String without a closing quote; the value is lost',
    'Close the string with a double quote',
  ),
  'string-line-break': syntax(
    'info',
    'Line break inside a string, read as part of it',
    'Exports of multi-line values look so; what Regedit makes of it on import is not known. Use hex(1)',
  ),
  'string-too-far': syntax(
    'error',
    'String not closed within 16 Mi characters; all up to its closing quote is passed over',
    'Close the string with a double quote',
  ),
  // No test settles what Windows does before letters other than 0, so nothing is known to be lost.
  'single-backslash': syntax(
    'info',
    ({ pair }) => `Single backslash in a string, which Regedit may drop (${pair})`,
    'Write a backslash in a string twice',
  ),
  'escaped-nul': syntax(
    'error',
    '"\\0" in a string: Regedit does not set the value',
    'Write a backslash in a string twice',
  ),
  'dword-empty': syntax(
    'error',
    'No digits after "dword:"; the value is not set',
    'Write up to eight hexadecimal digits',
  ),
  'dword-too-long': syntax(
    'error',
    'More than eight digits after "dword:"; the value is not set',
    'Write up to eight hexadecimal digits; a 64-bit number is hex(b):',
  ),
  'dword-prefix': syntax(
    'error',
    '"0x" after "dword:": Regedit does not set the value',
    'Leave out "0x": the digits are hexadecimal already',
  ),
  'dword-invalid': syntax(
    'error',
    'Data after "dword:" is no hexadecimal number; the value is not set',
    'Write up to eight hexadecimal digits',
  ),
  'hex-type': syntax(
    'error',
    'Value type in "hex(…)" is not one to eight hexadecimal digits; the value is not set',
    'Write a type such as hex(7):',
  ),
  'hex-digit': syntax(
    'error',
    'Hex list with something other than bytes and commas; the value is not set',
    'Write bytes of two hexadecimal digits, separated by single commas',
  ),
  'hex-comma': syntax(
    'error',
    'Comma missing, doubled or leading in a hex list: Regedit does not set the value',
    'Separate the bytes by single commas',
  ),
  'hex-blank': syntax(
    'info',
    'Blank in a hex list; Regedit does not write it',
    'Leave blanks out between the bytes',
  ),
  'hex-upper-case': syntax(
    'info',
    'Upper-case spelling; Regedit writes it in lower case',
    'Write dword and hex in lower case',
  ),
  'continuation-comma': syntax(
    'error',
    'Line ends in "\\" without a comma before it: Regedit does not set the value',
    'Put a comma before the backslash',
  ),
  'continuation-start': syntax(
    'error',
    'Continuation line begins with a comma or backslash: Regedit does not set the value',
    'Put the comma at the end of the line above',
  ),
  'continuation-comment': syntax(
    'error',
    'A "#" line breaks the value off: Regedit does not set it',
    'Use ";" for comments between continuation lines',
  ),
  'continuation-cut': syntax(
    'info',
    'A comment stands where "\\" was expected; the value ends here',
    'Put "\\" before the comment if more bytes follow',
  ),
  'continuation-dangling': syntax(
    'error',
    ({ line }) => `Value ends in ",\\" and no bytes follow: Regedit loses it together with line ${line}`,
    'Remove the ",\\" at the end, or add the missing bytes',
  ),
  'continuation-at-end': syntax(
    'error',
    'File ends inside a value; what was read so far is stored',
    'The file may be cut off: export it again',
  ),
  'str-type': syntax('info', '"str" data, which Regedit does not write', 'Write "text", hex(2): or hex(7):'),
  'ansi-expected': syntax(
    'error',
    ({ type }) => `${type} looks like UTF-16, but REGEDIT4 holds one byte a character: Regedit misreads it`,
    'Use the header "Windows Registry Editor Version 5.00", or write one byte for each character',
  ),
  'text-odd-length': textDefect('text-odd-length'),
  'text-no-nul': textDefect('text-no-nul'),
  'newer-format-line': syntax(
    'error',
    'Header REGEDIT knows no such line: Regedit ignores it and all others of this form',
    'Use the header "Windows Registry Editor Version 5.00"',
  ),
  'text-after-key': syntax(
    'info',
    'Text after the "]" of a key line, which Regedit passes over',
    'Write comments on lines of their own, with ";"',
  ),
  'old-format-line': syntax(
    'error',
    'Line is no "HKEY_CLASSES_ROOT\\key = text"; the Windows 3.1 format knows nothing else',
    'Use the header "Windows Registry Editor Version 5.00"',
  ),
  'more-defects': syntax(
    'error',
    ({ count }) => `${count} more defects are not listed`,
    'Mend the ones above first',
  ),
  // Encoding
  'header-encoding': {
    ruleId: 'SVC002',
    severity: 'warning',
    text: ({ header, encoding }) =>
      header === 'Windows Registry Editor Version 5.00'
        ? `Text in ${encoding} without a byte order mark: Regedit reads it in the machine's ANSI code page`
        : `${header} text in ${encoding}: Regedit reads it in another encoding`,
    help: 'Save Version 5.00 as UTF-16LE with a byte order mark, REGEDIT4 in the ANSI code page',
  },
  'utf-16-form': {
    ruleId: 'SVC002',
    severity: 'warning',
    text: ({ encoding }) =>
      `Text in ${encoding}: Regedit knows UTF-16 as little-endian behind a byte order mark only`,
    help: 'Save it as UTF-16LE with a byte order mark, or Regedit takes it for no registry script',
  },
  undecodable: {
    ruleId: 'SVC002',
    severity: 'warning',
    text: ({ count, encoding }) => `${count} byte sequences are not valid ${encoding}`,
    help: 'The file may be damaged, or in another code page: see --code-page',
  },
  // Values
  'duplicate-value': {
    ruleId: 'SVC003',
    severity: 'warning',
    text: ({ value, line }) => `Value ${value} is set again with other data than on line ${line}`,
    help: 'The later one counts; remove the one that is not meant',
  },
}
