/**
 * Writes a SYSTEM hive of any size: two control sets of 800 services, and the bulk below Enum, Control and
 * DriverDatabase. The same options give the same bytes.
 *
 *   npx tsx bench/generate-hive.ts --out FILE [--size-mb 40] [--seed 1] [--services 800]
 *
 * Groups and tag vectors are those of Windows 10 (the bundled profile). Kinds and lengths of values follow SYSTEM
 * hives of Windows 7 and 10: some 3.5 values a key, half of them strings, a third of at most four bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { buildHive, dword, type KeySpec, key } from '../test/formats/hive/builder/index.ts'
import { classes, containers, countedSize, devices, packages } from './hive-branches.ts'
import { HiveContent } from './hive-content.ts'
import { type GroupFacts, groupValues, serviceKeys } from './hive-services.ts'

const megabyte = 1024 * 1024
/** Shares of the size that the services leave, of each control set and of what lies beside them. */
const shares = { enumeration: 0.19, classes: 0.14, containers: 0.03, driverDatabase: 0.28 }
/** Cells do not fill their bins: about that much of a hive is free. */
const unused = 0.019

export interface HiveCounts {
  readonly bytes: number
  readonly keys: number
  readonly values: number
  readonly services: number
}

export function generateHive(options: { sizeMb?: number; seed?: number; services?: number } = {}): {
  bytes: Uint8Array
  counts: HiveCounts
} {
  const { sizeMb = 40, seed = 1, services = 800 } = options
  const content = new HiveContent(seed)
  const root = systemKey(content, sizeMb * megabyte * (1 - unused), services)
  const { bytes } = buildHive(root)
  const { keys, values } = countedSize(root)
  return { bytes, counts: { bytes: bytes.length, keys, values, services } }
}

function systemKey(content: HiveContent, size: number, services: number): KeySpec {
  const groups = readGroups()
  const { order, vectors } = groupValues(groups)
  const serviceList = serviceKeys(content, services, groups)
  const bulk = size - 2 * countedSize(key('Services', [], serviceList)).bytes
  const controlSet = (name: string): KeySpec =>
    key(
      name,
      [],
      [
        key(
          'Control',
          [],
          [
            key('GroupOrderList', vectors),
            key('ServiceGroupOrder', [order]),
            key('Class', [], classes(content, bulk * shares.classes)),
            key('DeviceContainers', [], containers(content, bulk * shares.containers)),
          ],
        ),
        key('Enum', [], devices(content, bulk * shares.enumeration)),
        key('Services', [], serviceList),
      ],
    )
  return key(
    'ROOT',
    [],
    [
      controlSet('ControlSet001'),
      controlSet('ControlSet002'),
      key('DriverDatabase', [dword('Version', 0x0a000000)], packages(content, bulk * shares.driverDatabase)),
      key('Select', [
        dword('Current', 1),
        dword('Default', 1),
        dword('Failed', 0),
        dword('LastKnownGood', 2),
      ]),
    ],
  )
}

function readGroups(): GroupFacts {
  return JSON.parse(
    readFileSync(new URL('../src/services/profiles/windows-10.json', import.meta.url), 'utf8'),
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { out: text, 'size-mb': text, seed: text, services: text } })
  if (values.out === undefined) throw new Error('--out FILE is needed')
  const { bytes, counts } = generateHive({
    sizeMb: Number(values['size-mb'] ?? 40),
    seed: Number(values.seed ?? 1),
    services: Number(values.services ?? 800),
  })
  writeFileSync(values.out, bytes)
  console.log(JSON.stringify(counts))
}
