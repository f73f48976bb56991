/** Where a version of the API set schema has its fields, in bytes, and how it finds the hosts of an entry. */
export interface SchemaLayout {
  /** Of the schema: how many entries, and where they begin; `entriesAt` is the place of a field that says so. */
  readonly count: number
  readonly entries: number
  readonly entriesAt?: number
  readonly entry: {
    readonly size: number
    readonly name: number
    readonly nameLength: number
    /** The part of the name that counts; all of it where there is no such field. */
    readonly countingLength?: number
    readonly values: number
    /** How many values; absent where the values are headed by that, `valuesHead` bytes before the first. */
    readonly valueCount?: number
  }
  readonly valuesHead: number
  readonly value: {
    readonly size: number
    /** The importing image that a value is for; empty for all others. */
    readonly importer: number
    readonly importerLength: number
    readonly host: number
    readonly hostLength: number
  }
}

/**
 * The versions of the schema that stand in apisetschema.dll. Version 3 (Windows 8) is in no file that is described.
 * Sources: Geoff Chappell, "The API Set Schema" (2); Quarkslab, "Runtime DLL name resolution: ApiSetSchema" (2);
 * Lucas Georges, "Api set resolution", and Colin Finck, nt-apiset (4 and 6).
 */
export const schemaLayouts: ReadonlyMap<number, SchemaLayout> = new Map<number, SchemaLayout>([
  // Windows 7
  [
    2,
    {
      count: 4,
      entries: 8,
      entry: { size: 12, name: 0, nameLength: 4, values: 8 },
      valuesHead: 4,
      value: { size: 16, importer: 0, importerLength: 4, host: 8, hostLength: 12 },
    },
  ],
  // Windows 8.1
  [
    4,
    {
      count: 12,
      entries: 16,
      entry: { size: 24, name: 4, nameLength: 8, values: 20 },
      valuesHead: 8,
      value: { size: 20, importer: 4, importerLength: 8, host: 12, hostLength: 16 },
    },
  ],
  // Windows 10 and 11
  [
    6,
    {
      count: 12,
      entries: 0,
      entriesAt: 16,
      entry: { size: 24, name: 4, nameLength: 8, countingLength: 12, values: 16, valueCount: 20 },
      valuesHead: 0,
      value: { size: 20, importer: 4, importerLength: 8, host: 12, hostLength: 16 },
    },
  ],
])
