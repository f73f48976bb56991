import type { Place } from '../../diagnostics/index.ts'
import type { DeletedKey, PatchedNode, RegistryNode } from '../../registry/index.ts'
import type { Header } from './header.ts'
import { type EncodingLimits, encodingLimits, type RegEncoding, RegText } from './write-text.ts'
import { ValueData } from './write-values.ts'

/** A key to write with everything below it, and the path it is to have: its own name does not count. */
export interface RegPart {
  readonly path: string
  readonly node: RegistryNode | PatchedNode
}

export type RegStyle = 'regedit' | 'regedit4'

/** What .reg text of the chosen style and encoding cannot hold as it is. */
export type RegLossKind =
  /** A key whose name would end the line or make other keys: it is left out with everything below it. */
  | 'key-left-out'
  /** A value whose name would end the line: it is left out. */
  | 'value-left-out'
  /** A deletion of a key or value whose name cannot be written as it is: another would be deleted. It is left out. */
  | 'deletion-left-out'
  /** A name with characters that the encoding lacks: they are replaced. */
  | 'name-altered'
  /** Text of a REG_EXPAND_SZ or REG_MULTI_SZ that REGEDIT4 cannot hold: question marks stand in it. */
  | 'data-altered'

export interface RegLoss {
  readonly kind: RegLossKind
  /** Of the key or value. */
  readonly at: Place
}

export interface WriteRegOptions {
  /** `regedit`: Version 5.00; `regedit4`: REGEDIT4 in code page 1252. Default `regedit`. */
  readonly style?: RegStyle
  /** Default `utf-16le`, and the code page for `regedit4`. */
  readonly encoding?: RegEncoding
  /** Whether Unicode begins with a byte order mark; default true. Regedit takes text without one for ANSI. */
  readonly byteOrderMark?: boolean
  /** Keys to delete before anything else. */
  readonly deletedKeys?: Iterable<DeletedKey>
  /** Called for everything that does not read back as it was. */
  readonly onLoss?: (loss: RegLoss) => void
}

const headers: Readonly<Record<RegStyle, Header>> = {
  regedit: 'Windows Registry Editor Version 5.00',
  regedit4: 'REGEDIT4',
}

/**
 * Writes keys as Regedit exports them: in their own order, text quoted where it reads back as the same bytes, numbers as
 * `dword`, everything else as hex lists wrapped before column 80, CRLF. Names and data come back exactly; what cannot is
 * given to `onLoss`. Key classes and write times have no place in .reg text. Chunks are about 64 KB and end between
 * lines.
 */
export function* writeReg(
  parts: Iterable<RegPart>,
  options: WriteRegOptions = {},
): Generator<Uint8Array, void, undefined> {
  const style = options.style ?? 'regedit'
  const encoding = options.encoding ?? (style === 'regedit4' ? 'windows-1252' : 'utf-16le')
  const marked = encoding !== 'windows-1252' && (options.byteOrderMark ?? true)
  const out = new RegText(encoding, marked)
  // REGEDIT4 is ANSI text even where it is only shown, in another encoding.
  const limits = encodingLimits[style === 'regedit4' ? 'windows-1252' : encoding]
  const writer = new KeyWriter(out, limits, style === 'regedit4', options.onLoss ?? (() => undefined))
  out.text(headers[style])
  out.lineEnd()
  out.lineEnd()
  for (const deleted of options.deletedKeys ?? []) writer.deleteKey(deleted)
  for (const part of parts) yield* writer.writeTree(part)
  yield out.take()
}

/** A key on the way down and those of its subkeys that are still to be written. */
interface Level {
  readonly path: string
  readonly rest: Iterator<PatchedNode>
}

class KeyWriter {
  private readonly out: RegText
  private readonly limits: EncodingLimits
  private readonly data: ValueData
  private readonly onLoss: (loss: RegLoss) => void

  constructor(out: RegText, limits: EncodingLimits, isAnsi: boolean, onLoss: (loss: RegLoss) => void) {
    this.out = out
    this.limits = limits
    this.data = new ValueData(out, limits, isAnsi)
    this.onLoss = onLoss
  }

  deleteKey({ path, at }: DeletedKey): void {
    if (!this.isExact(path)) {
      this.onLoss({ kind: 'deletion-left-out', at })
      return
    }
    this.line(`[-${path}]`)
    this.out.lineEnd()
  }

  /** Walks the keys with a stack of its own: a generator within a generator costs more the deeper the tree. */
  *writeTree({ path, node }: RegPart): Generator<Uint8Array, void, undefined> {
    if (breaksLine(path)) {
      this.onLoss({ kind: 'key-left-out', at: node.at })
      return
    }
    if (!this.limits.holdsName(path)) this.onLoss({ kind: 'name-altered', at: node.at })
    yield* this.writeKey(path, node)
    const stack: Level[] = [{ path, rest: node.keys[Symbol.iterator]() }]
    for (let level = stack.at(-1); level; level = stack.at(-1)) {
      const next = level.rest.next()
      if (next.done) {
        stack.pop()
        continue
      }
      const key: PatchedNode = next.value
      if (!isKeyName(key.name, level.path === '')) {
        this.onLoss({ kind: 'key-left-out', at: key.at })
        continue
      }
      const keyPath = level.path === '' ? key.name : `${level.path}\\${key.name}`
      if (!this.limits.holdsName(key.name)) this.onLoss({ kind: 'name-altered', at: key.at })
      yield* this.writeKey(keyPath, key)
      stack.push({ path: keyPath, rest: key.keys[Symbol.iterator]() })
    }
  }

  private *writeKey(path: string, node: PatchedNode): Generator<Uint8Array, void, undefined> {
    const { out } = this
    // The nameless key above the roots can have no line.
    if (node.isImplied || path === '') return
    this.line(`[${path}]`)
    for (const name of node.deletedValues ?? []) this.deleteValue(name, node.at)
    for (const value of node.values) {
      if (!this.beginValue(value.name, value.at)) continue
      const bytes = this.data.begin(value, () => this.onLoss({ kind: 'data-altered', at: value.at }))
      for (let done = 0; bytes && done < bytes.length; ) {
        done = this.data.hexLines(bytes, done)
        if (out.isFull && done < bytes.length) yield out.take()
      }
      out.lineEnd()
      if (out.isFull) yield out.take()
    }
    out.lineEnd()
    if (out.isFull) yield out.take()
  }

  private deleteValue(name: string, at: Place): void {
    if (this.isExact(name)) this.line(`${valueName(name)}=-`)
    else this.onLoss({ kind: 'deletion-left-out', at: { ...at, valueName: name } })
  }

  /** Writes `"name"=`; false where that would be no line. */
  private beginValue(name: string, at: Place): boolean {
    if (breaksLine(name)) {
      this.onLoss({ kind: 'value-left-out', at })
      return false
    }
    if (!this.limits.holdsName(name)) this.onLoss({ kind: 'name-altered', at })
    this.out.text(`${valueName(name)}=`)
    return true
  }

  private isExact(name: string): boolean {
    return !breaksLine(name) && this.limits.holdsName(name)
  }

  private line(text: string): void {
    this.out.text(text)
    this.out.lineEnd()
  }
}

function valueName(name: string): string {
  return name === '' ? '@' : `"${name.replace(/["\\]/g, '\\$&')}"`
}

function breaksLine(text: string): boolean {
  return /[\r\n]/.test(text)
}

/** Whether a key line can name the key: whoever writes a name chooses its text, which must not become another line. */
function isKeyName(name: string, isRoot: boolean): boolean {
  return name !== '' && !name.includes('\\') && !breaksLine(name) && !(isRoot && /^[-\t ]/.test(name))
}
