import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  applyEdit,
  emptyRoot,
  KeyOpener,
  type KeySelection,
  type Registry,
  type RegistryEdit,
  type RegistryKey,
} from '../../registry/index.ts'
import { UnitReader } from './decode.ts'
import { RegParser } from './parse.ts'
import { type ByteSource, bytesSource } from './source.ts'

export interface ReadRegOptions {
  /** The input as the user named it; every place carries it. */
  readonly file: string
  /** ANSI code page of REGEDIT4 files and of others without a byte order mark; default 1252. One of `codePages`. */
  readonly codePage?: number
  /** Which keys are kept; default all. Memory grows with these alone. */
  readonly selection?: KeySelection
  /** Judge the syntax of values also under keys that are not kept. */
  readonly allKeys?: boolean
  /** Everything that can be understood (the default), or only what Regedit would import. */
  readonly reading?: 'as-written' | 'as-imported'
  /** Keep the edits too, in file order and in both readings. */
  readonly keepEdits?: boolean
}

/** A registry read from .reg text. `edits` is there when they were asked for. */
export interface RegRegistry extends Registry {
  readonly edits?: readonly RegistryEdit[]
  /** Whether the input was .reg text at all: with a header, or with keys that stand out from lines that mean nothing. */
  readonly isReg: boolean
}

/**
 * Reads .reg text. Never throws for bad input: what was understood is in the tree, what was not in `diagnostics`.
 * Whether it was .reg text at all, `isReg` says.
 * @throws RangeError for an unknown code page, and whatever the source throws.
 */
export function readReg(source: Uint8Array | ByteSource, options: ReadRegOptions): RegRegistry {
  const { file } = options
  const root = emptyRoot(file)
  const diagnostics: Diagnostic[] = []
  const edits: RegistryEdit[] | undefined = options.keepEdits ? [] : undefined
  let opener = new KeyOpener(root)
  let key: RegistryKey | undefined
  let keyPath = ''
  const asImported = options.reading === 'as-imported'
  const reader = new UnitReader(source instanceof Uint8Array ? bytesSource(source) : source, options.codePage)
  const parser = new RegParser(
    reader,
    { file, selection: options.selection ?? (() => 'read'), allKeys: options.allKeys ?? false },
    {
      edit(edit) {
        edits?.push(edit)
        if (asImported ? !edit.imported : !edit.written) return
        if (edit.kind === 'delete-key' || edit.kind === 'delete-value') {
          applyEdit(root, edit)
          if (edit.kind === 'delete-value') return
          opener = new KeyOpener(root)
          key = undefined
          return
        }
        key = opener.open(edit.keyPath, edit.at)
        keyPath = edit.keyPath
      },
      setValue(path, value, { written, imported }) {
        edits?.push({ kind: 'set-value', keyPath: path, value, at: value.at, written, imported })
        if (asImported ? !imported : !written) return
        // Values of a key come one after the other: its path is looked up once.
        if (key === undefined || path !== keyPath) key = opener.open(path, value.at)
        keyPath = path
        const replaced = key.setValue(value)
        if (replaced) parser.reportDuplicate(replaced, value)
      },
      diagnostic(diagnostic) {
        diagnostics.push(diagnostic)
      },
    },
  )
  parser.run()
  return {
    root,
    file,
    format: { kind: 'reg', header: parser.header, encoding: reader.encodingName },
    diagnostics,
    counts: { keys: parser.keyCount, values: parser.valueCount },
    keptKeys: parser.passedOver.reduce((left, { keys }) => left - keys, parser.keyCount),
    passedOver: parser.passedOver,
    suppressions: parser.suppressions,
    isReg: parser.isReg,
    ...(edits && { edits }),
  }
}
