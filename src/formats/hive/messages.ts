import { count, type FindingData, hexadecimal, quote, type Severity } from '../../diagnostics/index.ts'

/** The closed set of what can be wrong with a hive: machine-readable, stable. */
export type HiveCode =
  | 'base-block-absent'
  | 'base-checksum'
  | 'base-block-replaced'
  | 'base-version'
  | 'bins-size'
  | 'beyond-bins-size'
  | 'truncated'
  | 'root-lost'
  | 'root-moved'
  | 'bin-signature'
  | 'bin-offset'
  | 'bin-size'
  | 'cell-outside'
  | 'cell-misaligned'
  | 'cell-free'
  | 'cell-size'
  | 'cell-short'
  | 'cell-signature'
  | 'cell-shared'
  | 'cell-overlap'
  | 'list-count'
  | 'subkey-count'
  | 'subkey-order'
  | 'subkey-duplicate'
  | 'subkey-hash'
  | 'key-parent'
  | 'key-too-deep'
  | 'name-cut'
  | 'name-empty'
  | 'name-separator'
  | 'name-nul'
  | 'value-duplicate'
  | 'value-count'
  | 'data-inline'
  | 'data-cut'
  | 'data-whole'
  | 'more-damage'
  | 'unreachable'
  | 'unreachable-key'
  | 'deleted-key'
  | 'hive-dirty'

/**
 * What a diagnostic says: `error` where something is lost, `warning` where a structure contradicts another though all
 * was read, `info` for what Windows puts up with.
 */
interface Message {
  readonly severity: Severity
  readonly text: (data: FindingData) => string
  readonly help: string
}

const fromBackup =
  'Take the hive from a backup or a restore point, or run chkdsk on its disk and copy it again'
const copyWhole =
  'Copy the hive again, all of it; where it is no better on its disk, take it from a backup or a restore point'
const onlyHere =
  'Windows may refuse the hive or drop this part when it loads it; mend it before it is booted from'

const damage = (
  severity: Severity,
  text: Message['text'] | string,
  help: string = severity === 'error' ? fromBackup : onlyHere,
): Message => ({ severity, text: typeof text === 'string' ? () => text : text, help })

const many = (number: FindingData[string] | undefined, one: string): string => count(Number(number), one)
const name = (text: FindingData[string] | undefined): string => quote(String(text), 24)
const hex = (value: FindingData[string] | undefined): string =>
  typeof value === 'number' ? hexadecimal(value) : String(value)

export const messages: Readonly<Record<HiveCode, Message>> = {
  'base-block-absent': damage('error', 'Base block is lost, or cut off', copyWhole),
  'base-checksum': damage(
    'warning',
    ({ stored, computed }) => `Checksum of the base block is ${hex(stored)}, computed ${hex(computed)}`,
  ),
  'base-block-replaced': damage(
    'info',
    ({ stored, computed, log }) =>
      `Checksum of the base block is ${hex(stored)}, computed ${hex(computed)}; that of ${log} took its place`,
    'Windows repairs it in the same way when it loads the hive',
  ),
  'base-version': damage(
    'warning',
    ({ version }) =>
      `Hive version ${version} is none that Windows writes (1.0 to 1.6); read as far as it fits`,
  ),
  'bins-size': damage(
    'warning',
    ({ stored }) =>
      `Base block gives the size of the hive bins as ${hex(stored)}, which is no multiple of 4096`,
  ),
  'beyond-bins-size': damage(
    'warning',
    ({ stored, computed }) =>
      `Base block gives the size of the hive bins as ${hex(stored)}, but keys stand in bins up to ${hex(computed)}`,
  ),
  truncated: damage(
    'error',
    ({ expected, actual }) => `File is cut off: ${hex(expected)} bytes expected, ${hex(actual)} there`,
    copyWhole,
  ),
  'root-lost': damage('error', ({ stored }) => `No root key at ${hex(stored)}, nor anywhere else`),
  'root-moved': damage(
    'warning',
    ({ stored, actual }) => `Base block names ${hex(stored)} as the root key, which is at ${hex(actual)}`,
  ),
  'bin-signature': damage('error', 'Hive bin does not begin with "hbin"'),
  'bin-offset': damage(
    'warning',
    ({ stored, expected }) => `Hive bin gives its offset as ${hex(stored)}, it is at ${hex(expected)}`,
  ),
  'bin-size': damage('error', ({ stored }) => `Hive bin gives its size as ${hex(stored)}, which cannot be`),
  'cell-outside': damage(
    'error',
    ({ what, cell, end }) =>
      `Offset of ${what} is ${hex(cell)}, ` +
      (Number(cell) < Number(end) ? 'where no cell can be' : `the hive ends at ${hex(end)}`),
  ),
  'cell-misaligned': damage(
    'error',
    ({ what, cell }) => `Offset of ${what} is ${hex(cell)}, no multiple of 8`,
  ),
  'cell-free': damage('error', ({ what }) => `Cell of ${what} is marked as free`),
  'cell-size': damage('error', ({ what, stored, end }) =>
    Number(stored) % 8 === 0
      ? `Cell of ${what} gives its size as ${hex(stored)}; its hive bin ends at ${hex(end)}`
      : `Cell of ${what} gives its size as ${hex(stored)}, which is no multiple of 8`,
  ),
  'cell-short': damage(
    'error',
    ({ what, expected, actual }) => `Cell of ${what} has ${many(actual, 'byte')}, ${expected} are needed`,
  ),
  'cell-signature': damage(
    'error',
    ({ what, expected, actual }) => `Cell of ${what} begins with ${actual}, not ${expected}`,
  ),
  'cell-shared': damage('error', ({ what }) => `Cell of ${what} belongs to something else already`),
  'cell-overlap': damage(
    'error',
    ({ what }) => `Cell of ${what} is left out: cells overlap, and lead to more than the hive holds`,
  ),
  'list-count': damage(
    'error',
    ({ what, expected, actual }) => `Count of ${what} is ${expected}, its cell has room for ${actual}`,
  ),
  'subkey-count': damage(
    'error',
    ({ expected, actual }) => `Key says it has ${many(expected, 'subkey')}, its list has ${actual}`,
  ),
  'subkey-order': damage(
    'info',
    ({ previous, key }) => `Subkeys are out of order: ${name(key)} comes after ${name(previous)}`,
    'Windows finds a subkey by halving the list, so it may miss those that are out of order',
  ),
  'subkey-duplicate': damage(
    'error',
    ({ key }) => `Key has two subkeys ${name(key)}; the second is not used`,
    'Windows finds one of them by its name; delete the one that is not meant',
  ),
  'subkey-hash': damage(
    'warning',
    ({ key, stored, computed }) => `Hash of ${name(key)} is ${hex(stored)}, computed ${hex(computed)}`,
    'Windows looks subkeys up by this hash, so it lists this one but cannot open it',
  ),
  'key-parent': damage(
    'warning',
    ({ stored, expected }) => `Key names ${hex(stored)} as its parent, it is listed by ${hex(expected)}`,
  ),
  'key-too-deep': damage(
    'error',
    'Key is nested over 512 deep: it and what is below it are not read',
    'Windows makes no keys so deep: the hive is damaged, or made so on purpose',
  ),
  'name-cut': damage(
    'error',
    ({ what, expected, actual }) =>
      `Name of ${what} has ${many(expected, 'byte')}, its cell has room for ${actual}`,
  ),
  'name-empty': damage('warning', 'Key has an empty name'),
  'name-separator': damage(
    'warning',
    'Key name has a backslash, which separates keys in a path',
    'No program can open this key by its path',
  ),
  'name-nul': damage(
    'info',
    ({ what }) => `Name of ${what} has a NUL character`,
    'Regedit and most programs cannot open it: some hide things so',
  ),
  'value-duplicate': damage(
    'error',
    ({ value }) => `Key has two values ${name(value)}; the second is not used`,
    'Windows finds the first; delete the one that is not meant',
  ),
  'value-count': damage(
    'error',
    ({ expected, actual }) => `Key says it has ${many(expected, 'value')}, its list has room for ${actual}`,
  ),
  'data-inline': damage(
    'error',
    ({ expected }) => `Data of ${many(expected, 'byte')} are said to stand in a field of 4`,
  ),
  'data-cut': damage(
    'error',
    ({ expected, actual }) => `Data should have ${many(expected, 'byte')}, ${actual} are there`,
  ),
  'data-whole': damage(
    'info',
    ({ expected }) => `Data of ${expected} bytes stand in one cell, not in segments`,
  ),
  'more-damage': damage('error', ({ more }) => `${more} more defects and notes are not listed`),
  unreachable: damage(
    'info',
    ({ cells, bytes, keys, deleted }) =>
      `${many(cells, 'cell')} in use but unreachable (${many(bytes, 'byte')}, ${many(keys, 'key')}); ` +
      `${many(deleted, 'deleted key')} legible`,
    'They are remains of deletions, or hidden: nothing of them is used',
  ),
  'unreachable-key': damage(
    'info',
    ({ key }) => `Key ${quote(String(key), 50)} is in use but reached from no other key`,
    'It is not used; Windows does not see it either',
  ),
  'deleted-key': damage(
    'info',
    ({ key }) => `Deleted key ${quote(String(key), 60)} is still legible`,
    'It is not used; Windows does not see it either',
  ),
  'hive-dirty': damage(
    'warning',
    ({ primary, secondary }) =>
      primary === secondary
        ? 'Hive is dirty: its base block was being written when it was copied'
        : `Hive is dirty: its sequence numbers are ${primary} and ${secondary}`,
    'The rest is in its transaction logs, .LOG1 and .LOG2 or .LOG: they belong beside it, or --hive-log names them',
  ),
}
