import type { Place } from '../../diagnostics/index.ts'
import type { RegistryValue } from '../../registry/index.ts'
import { HexList } from './hex-list.ts'

/** Where a value and its data stand, by the first physical line of each: columns count from 1. */
export interface ValueSpan {
  readonly file: string
  readonly keyPath: string
  /** As written. */
  readonly valueName: string
  readonly line: number
  readonly column: number
  readonly dataColumn: number
  /** Behind the last unit of the line. */
  readonly endColumn: number
}

/** Where the bytes of a hex list stand: by the runs that {@link HexList} noted; `scale` bytes of data came of each. */
export interface HexPlaces {
  readonly runs: readonly number[]
  readonly byteCount: number
  readonly scale: number
}

/** A value of .reg text. Its places are made when they are asked for: most values are looked at no further than their data. */
export class RegValue implements RegistryValue {
  readonly name: string
  readonly type: number
  readonly data: Uint8Array
  private readonly span: ValueSpan
  private readonly places: HexPlaces | undefined

  constructor(name: string, type: number, data: Uint8Array, span: ValueSpan, places: HexPlaces | undefined) {
    this.name = name
    this.type = type
    this.data = data
    this.span = span
    this.places = places
  }

  get at(): Place {
    return placeOfValue(this.span)
  }

  get dataAt(): Place {
    return placeOfData(this.span)
  }

  placeOf(byteOffset: number, byteLength: number): Place {
    const { places, dataAt } = this
    if (places === undefined) return dataAt
    const { runs, byteCount, scale } = places
    const found = HexList.placeIn(runs, byteCount, Math.floor(byteOffset / scale))
    if (!found) return dataAt
    const bytes = Math.max(1, Math.min(Math.ceil(byteLength / scale), found.bytesLeft))
    return { ...dataAt, line: found.line, column: found.column, length: (bytes - 1) * 3 + found.digits }
  }
}

/** The value from its name on. */
export function placeOfValue(span: ValueSpan): Place {
  return placeFrom(span, span.column)
}

/** What stands behind the equals sign. */
export function placeOfData(span: ValueSpan): Place {
  return placeFrom(span, span.dataColumn)
}

function placeFrom({ file, keyPath, valueName, line, endColumn }: ValueSpan, column: number): Place {
  return { file, keyPath, valueName, line, column, length: Math.max(1, endColumn - column) }
}
