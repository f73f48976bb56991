import { encodeUtf16, valueTypes } from '../src/registry/index.ts'
import {
  binary,
  dword,
  expandSz,
  multiSz,
  sz,
  type ValueSpec,
  value,
} from '../test/formats/hive/builder/index.ts'

const words = (
  'Adapter Audio Boot Bridge Bus Cache Capture Class Client Codec Composite Control Controller Core Device Display ' +
  'Driver Encoder Endpoint Filter Firmware Generic Graphics Host Hub Input Interface Keyboard Link Manager Media ' +
  'Memory Microphone Monitor Network Noise Policy Port Power Print Processor Provider Queue Radio Reader Remote Root ' +
  'Scanner Sensor Serial Session Speaker Storage Stream Switch System Thermal Timer Touch Tunnel Video Virtual Volume'
).split(' ')

const releases = ['10.0.16299.15', '10.0.16299.334', '6.1.7601.17514', '23.20.16.4973', '1.0.0.3']
const shortTexts = ['', '0', '1', 'Microsoft', 'Yes', 'SWENUM', 'Monitor', '6-21-2006']

/** Names and data as one finds them in a SYSTEM hive, the same for the same seed. */
export class HiveContent {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A whole number below `limit` (mulberry32). */
  random(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.random(list.length)]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }

  name(count: number): string {
    return Array.from({ length: count }, () => this.pick(words)).join('')
  }

  digits(count: number): string {
    let text = ''
    while (text.length < count) text += this.random(0x10000).toString(16).padStart(4, '0')
    return text.slice(0, count)
  }

  guid(): string {
    return `{${[8, 4, 4, 4, 12].map((count) => this.digits(count)).join('-')}}`
  }

  /** Mostly zeros and small numbers, as in the binary values of a hive. */
  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => (this.random(3) === 0 ? this.random(256) : 0))
  }

  text(): string {
    switch (this.random(6)) {
      case 0:
        return this.guid()
      case 1:
        return `@${this.pick(words).toLowerCase()}.inf,%${this.name(2)}%;${this.pick(words)} ${this.pick(words)}`
      case 2:
        return `\\SystemRoot\\System32\\drivers\\${this.name(1)}.sys`
      case 3:
        return `${this.pick(words)} ${this.pick(words)} ${this.pick(words)}`
      case 4:
        return this.pick(releases)
      default:
        return this.pick(shortTexts)
    }
  }

  value(name: string): ValueSpec {
    const kind = this.random(100)
    if (kind < 42) return sz(name, this.text())
    if (kind < 80) return dword(name, this.random(8) === 0 ? this.random(0x7fffffff) : this.random(64))
    if (kind < 86)
      return binary(name, this.bytes(this.random(25) === 0 ? 200 + this.random(500) : this.random(40)))
    if (kind < 92) return expandSz(name, `%SystemRoot%\\System32\\${this.name(2)}.dll`)
    if (kind < 95) return multiSz(name, ...Array.from({ length: 1 + this.random(3) }, () => this.name(2)))
    if (kind < 99) return this.property(name)
    return value(name, valueTypes.REG_RESOURCE_LIST, this.bytes(100 + this.random(200)))
  }

  /** Device properties have 0xffff0000 added to their type. */
  property(name: string): ValueSpec {
    if (this.random(3) > 0) return value(name, 0xffff0012, encodeUtf16(this.name(2), 1))
    return value(name, this.pick([0xffff0007, 0xffff0010, 0xffff0011]), this.bytes(this.pick([1, 4, 8])))
  }

  values(least: number, most: number): ValueSpec[] {
    const count = least + this.random(most - least + 1)
    return Array.from({ length: count }, (_, index) =>
      this.value(`${this.name(1 + this.random(2))}${index || ''}`),
    )
  }
}
