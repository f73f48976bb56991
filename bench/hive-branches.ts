import { upcase } from '../src/registry/index.ts'
import { dword, type KeySpec, key, multiSz, sz } from '../test/formats/hive/builder/index.ts'
import type { HiveContent } from './hive-content.ts'

const buses = ['ACPI', 'DISPLAY', 'HDAUDIO', 'HID', 'PCI', 'ROOT', 'SCSI', 'STORAGE', 'SWD', 'USB', 'USBSTOR']

/** Bytes that a cell with that content takes. */
function cellSize(contentLength: number): number {
  return Math.ceil((contentLength + 4) / 8) * 8
}

/** What a key and all below it will take in a hive, and how many keys and values they are. */
export function countedSize(spec: KeySpec): { bytes: number; keys: number; values: number } {
  const { values = [], keys = [] } = spec
  // The last eight bytes are its element in the list of its parent.
  let bytes = cellSize(76 + spec.name.length) + 8
  if (values.length > 0) bytes += cellSize(values.length * 4)
  if (keys.length > 0) bytes += cellSize(4)
  for (const { name, data } of values)
    bytes += cellSize(20 + name.length) + (data.length > 4 ? cellSize(data.length) : 0)
  const counts = { bytes, keys: 1, values: values.length }
  for (const subkey of keys) {
    const below = countedSize(subkey)
    counts.bytes += below.bytes
    counts.keys += below.keys
    counts.values += below.values
  }
  return counts
}

/** Keys until they take `size` bytes; two whose names are the same to Windows are made once. */
function fill(size: number, make: (number: number) => KeySpec): KeySpec[] {
  const made = new Map<string, KeySpec>()
  for (let bytes = 0, number = 0; bytes < size; number++) {
    const one = make(number)
    const id = upcase(one.name)
    if (made.has(id)) continue
    made.set(id, one)
    bytes += countedSize(one).bytes
  }
  return [...made.values()]
}

/** Device instances below their buses, with parameters and properties. */
export function devices(content: HiveContent, size: number): KeySpec[] {
  return buses.map((bus) =>
    key(
      bus,
      [],
      fill(size / buses.length, () => device(content, bus)),
    ),
  )
}

function device(content: HiveContent, bus: string): KeySpec {
  const name = `VEN_${content.digits(4)}&DEV_${content.digits(4)}&SUBSYS_${content.digits(8)}&REV_${content.digits(2)}`
  const properties = Array.from({ length: content.random(3) }, () =>
    key(
      content.guid(),
      [],
      Array.from({ length: 1 + content.random(3) }, (_, index) =>
        key(String(index + 2).padStart(4, '0'), [content.property('')]),
      ),
    ),
  )
  const instances = Array.from({ length: 1 + content.random(2) }, (_, index) =>
    key(
      `${content.random(9)}&${content.digits(8)}&0&${index}`,
      [
        sz('DeviceDesc', content.text()),
        sz('LocationInformation', content.text()),
        dword('Capabilities', content.random(256)),
        dword('ConfigFlags', 0),
        multiSz('HardwareID', `${bus}\\${name}`, `${bus}\\${name.slice(0, 17)}`),
        sz('ContainerID', content.guid()),
        sz('ClassGUID', content.guid()),
        ...content.values(0, 6),
      ],
      [key('Device Parameters', content.values(0, 8)), key('Properties', [], properties)],
    ),
  )
  return key(name, [], instances)
}

/** Device setup classes with their numbered instances. */
export function classes(content: HiveContent, size: number): KeySpec[] {
  return fill(size, () =>
    key(
      content.guid(),
      [sz('', content.name(2)), sz('Class', content.name(1)), dword('NoInstallClass', 1)],
      Array.from({ length: 1 + content.random(20) }, (_, index) =>
        key(String(index).padStart(4, '0'), content.values(4, 16)),
      ),
    ),
  )
}

export function containers(content: HiveContent, size: number): KeySpec[] {
  return fill(size, () =>
    key(
      content.guid(),
      [],
      [
        key(
          'BaseContainers',
          [],
          [key(content.guid(), [sz(`${content.pick(buses)}\\${content.name(2)}\\${content.digits(8)}`, '')])],
        ),
        key('Properties', [], [key(content.guid(), [], [key('0002', [content.property('')])])]),
      ],
    ),
  )
}

/** Driver packages with their configurations. */
export function packages(content: HiveContent, size: number): KeySpec[] {
  const packages = fill(size, () =>
    key(`${content.name(1).toLowerCase()}.inf_amd64_${content.digits(16)}`, content.values(2, 6), [
      key(
        'Configurations',
        [],
        Array.from({ length: 1 + content.random(6) }, (_, index) =>
          key(`${content.name(2)}_Inst${index}`, content.values(1, 5), [key('Device', content.values(1, 8))]),
        ),
      ),
    ]),
  )
  return [key('DriverPackages', [], packages)]
}
