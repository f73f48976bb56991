import type { Place } from '../../diagnostics/index.ts'
import type { RegistryValue } from '../../registry/index.ts'
import type { ParseSink, Reading } from './sink.ts'

/** Where values stand: `lost` below a key line that could not be read, which was reported already. */
export type Standing = 'before-keys' | 'below-deleted' | 'lost' | 'in-key'

/** The key that values belong to, in both readings of the file. */
export class CurrentKey {
  standing: Standing = 'before-keys'
  /** As written and for Regedit; null where values are lost or passed over. */
  written: string | null = null
  imported: string | null = null
  /** Whether that key is kept. */
  keepsWritten = false
  keepsImported = false
  /** Upper-cased names of the values that are wanted of it; undefined for all. */
  names: ReadonlySet<string> | undefined
  private readonly sink: ParseSink

  constructor(sink: ParseSink) {
    this.sink = sink
  }

  /** Neither reading has a key from here on. */
  leave(standing: Standing): void {
    this.standing = standing
    this.written = null
    this.imported = null
    this.keepsWritten = false
    this.keepsImported = false
  }

  enter(keyPath: string, imported: boolean, keeps: boolean, names?: ReadonlySet<string>): void {
    this.names = names
    this.standing = 'in-key'
    this.written = keyPath
    this.imported = imported ? keyPath : null
    this.keepsWritten = keeps
    this.keepsImported = keeps && imported
  }

  /** Gives a value in the readings named; the key is that of the reading. */
  setValue(value: RegistryValue, reading: Reading): void {
    const keyPath = this.keyOf(reading.written)
    if (keyPath !== null) this.sink.setValue(keyPath, value, reading)
  }

  deleteValue(name: string, at: Place, reading: Reading): void {
    const keyPath = this.keyOf(reading.written)
    const { written, imported } = reading
    if (keyPath !== null) this.sink.edit({ kind: 'delete-value', keyPath, name, at, written, imported })
  }

  private keyOf(written: boolean): string | null {
    if (written) return this.keepsWritten ? this.written : null
    return this.keepsImported ? this.imported : null
  }
}

/** The readings that an edit may belong to. */
export const readings = {
  both: { written: true, imported: true },
  asWritten: { written: true, imported: false },
  asImported: { written: false, imported: true },
} as const
