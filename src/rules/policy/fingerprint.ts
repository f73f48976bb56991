import type { Finding, FindingData } from '../../diagnostics/index.ts'
import { upcase } from '../../services/index.ts'

/**
 * What a finding is known by from one run to the next: 16 hexadecimal digits over its rule, its service, its value
 * name and its data. Neither its place in the file, the name of the file, its severity nor its wording counts, so
 * that moving lines about, renaming folders or a better message make no new finding. Equal findings have equal
 * fingerprints: whoever compares two runs counts them.
 */
export function fingerprintOf({ ruleId, service, data, at }: Finding): string {
  // Without a service, the key tells two defects apart that have no data: two broken lines of two keys, say.
  const owner = service === undefined ? ['key', belowControlSet(at.keyPath ?? '')] : ['service', service]
  const valueName = at.valueName === undefined ? null : upcase(at.valueName)
  return hash(JSON.stringify([ruleId, ...owner.map(upcase), valueName, lasting(data)]))
}

/** Numbers in the data of findings that only say where something stands: they change with what is around it. */
const places: ReadonlySet<string> = new Set([
  'line',
  'column',
  'offset',
  'cell',
  'first',
  'position',
  'dependencyPosition',
])

/** Facts by name, in order of their names; those that say where something stands are left out. */
function lasting(data: FindingData): unknown[] {
  return Object.entries(data)
    .filter(([name, value]) => !(typeof value === 'number' && places.has(name)))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** A key path without its root and control set, which differ between exports of one registry. */
function belowControlSet(keyPath: string): string {
  const names = keyPath.split('\\')
  const at = names.findIndex((name) => controlSet.test(name))
  return names.slice(at + 1).join('\\')
}

const controlSet = /^(?:CurrentControlSet|ControlSet\d{3})$/i

/** FNV-1a of 64 bits (G. Fowler, L. C. Noll, K.-P. Vo), over UTF-16 code units as two bytes each, in two halves. */
function hash(text: string): string {
  let high = 0xcbf29ce4
  let low = 0x84222325
  const add = (byte: number): void => {
    low = (low ^ byte) >>> 0
    // The prime is 2^40 + 0x1b3.
    const product = low * 0x1b3
    high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 2 ** 8) % 2 ** 32
    low = product >>> 0
  }
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    add(unit & 0xff)
    add(unit >> 8)
  }
  return hexHalf(high) + hexHalf(low)
}

function hexHalf(half: number): string {
  return half.toString(16).padStart(8, '0')
}
