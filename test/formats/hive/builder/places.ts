/** Where a cell landed: absolute offsets in the file, and the offset by which other cells name it. */
export interface CellPlace {
  /** Its size field. */
  readonly at: number
  /** Of the whole cell, header included. */
  readonly size: number
  /** Its first byte after the header: the signature where it has one. */
  readonly content: number
  /** As it stands in references: relative to the first hive bin. */
  readonly offset: number
}

export interface BinPlace {
  readonly at: number
  readonly size: number
}

export interface ValuePlaces {
  readonly name: string
  readonly vk: CellPlace
  /** The cell of the data, where the data is neither in the value itself nor in segments. */
  readonly data: CellPlace | undefined
  readonly bigData:
    | { readonly db: CellPlace; readonly list: CellPlace; readonly segments: CellPlace[] }
    | undefined
}

export interface KeyPlaces {
  /** Names below the root, joined by backslashes; empty for the root. */
  readonly path: string
  readonly nk: CellPlace
  readonly className: CellPlace | undefined
  readonly valueList: CellPlace | undefined
  /** In the order of the value list. */
  readonly values: readonly ValuePlaces[]
  /** `lf`, `lh` or `li` lists; several where an index root stands above them. */
  readonly leaves: readonly CellPlace[]
  readonly indexRoot: CellPlace | undefined
}

/** Finds what was built. Asking for something that was not described is an error of the test that asks. */
export class Places {
  readonly bins: readonly BinPlace[]
  /** The one security cell that all keys share. */
  readonly security: CellPlace
  private readonly keys: ReadonlyMap<string, readonly KeyPlaces[]>

  constructor(
    bins: readonly BinPlace[],
    security: CellPlace,
    keys: ReadonlyMap<string, readonly KeyPlaces[]>,
  ) {
    this.bins = bins
    this.security = security
    this.keys = keys
  }

  /** The key of that path, spelled as described; `nth` of several that have the same. */
  key(path: string, nth = 0): KeyPlaces {
    const found = this.keys.get(path)?.[nth]
    if (!found) throw new Error(`no key "${path}" (${nth}) was built`)
    return found
  }

  value(path: string, name: string, nth = 0): ValuePlaces {
    const found = this.key(path).values.filter((value) => value.name === name)[nth]
    if (!found) throw new Error(`no value "${name}" (${nth}) of "${path}" was built`)
    return found
  }

  /** The cell of a value's data. */
  data(path: string, name: string): CellPlace {
    const { data } = this.value(path, name)
    if (!data) throw new Error(`the data of value "${name}" of "${path}" has no cell of its own`)
    return data
  }

  bigData(path: string, name: string): NonNullable<ValuePlaces['bigData']> {
    const { bigData } = this.value(path, name)
    if (!bigData) throw new Error(`the data of value "${name}" of "${path}" is not in segments`)
    return bigData
  }

  /** The only subkey list of a key, or the `nth` below its index root. */
  leaf(path: string, nth = 0): CellPlace {
    const found = this.key(path).leaves[nth]
    if (!found) throw new Error(`key "${path}" has no subkey list ${nth}`)
    return found
  }
}
