import { c1 } from './read.ts'

/** A registry as a test makes it up: keys with their values. */
export interface MadeValue {
  readonly name: string
  readonly type: number
  readonly data: Uint8Array
}
export interface MadeKey {
  readonly path: readonly string[]
  readonly values: readonly MadeValue[]
}

/** How a file is spelled, where the format leaves a choice. */
export interface Style {
  readonly header: 'Windows Registry Editor Version 5.00' | 'REGEDIT4'
  readonly lineEnds: readonly string[]
  /** Numbers that decide every further choice, used in turn. */
  readonly choices: readonly number[]
}

/** Writes keys as .reg text: by what the format says, and knowing nothing of how it is read. */
export function render(keys: readonly MadeKey[], style: Style): string {
  const writer = new Writer(style)
  writer.line(style.header)
  for (const key of keys) writer.key(key)
  return writer.finish()
}

class Writer {
  private readonly style: Style
  private readonly parts: string[] = []
  private chosen = 0
  private ended = 0

  constructor(style: Style) {
    this.style = style
  }

  line(text: string): void {
    this.parts.push(text, this.lineEnd())
  }

  key({ path, values }: MadeKey): void {
    this.pause()
    this.line(`${this.blanks()}[${path.join('\\')}${this.choose(9) === 0 ? '\\' : ''}]`)
    for (const value of values) {
      if (this.choose(6) === 0) this.pause()
      const name = value.name === '' && this.choose(4) > 0 ? '@' : quoted(value.name)
      this.line(`${this.blanks()}${name}${this.blanks()}=${this.blanks()}${this.data(value)}${this.remark()}`)
    }
  }

  finish(): string {
    if (this.choose(3) === 0) this.parts.pop()
    return this.parts.join('')
  }

  private data({ type, data }: MadeValue): string {
    if (type === 1 && this.choose(3) > 0) {
      const text = Buffer.from(data).toString('utf16le')
      if (data.length % 2 === 0 && text.endsWith('\0') && !/[\r\n]/.test(text) && this.spells(text))
        return quoted(text.slice(0, -1))
    }
    if (type === 4 && data.length === 4 && this.choose(4) > 0) return `dword:${this.dword(data)}`
    const bytes = this.style.header === 'REGEDIT4' && (type === 2 || type === 7) ? narrowed(data) : data
    const kind = type === 3 && this.choose(3) > 0 ? 'hex' : `hex(${type.toString(16)})`
    return this.list(`${kind}:`, bytes)
  }

  /** Code page 1252 has no lone surrogates and little else; what it has not must be written as bytes. */
  private spells(text: string): boolean {
    return this.style.header !== 'REGEDIT4' || !/[^\0-\x7f]/.test(text)
  }

  private dword(data: Uint8Array): string {
    const digits = Buffer.from(data).readUInt32LE(0).toString(16)
    return this.choose(3) === 0
      ? digits.toUpperCase()
      : this.choose(2) === 0
        ? digits
        : digits.padStart(8, '0')
  }

  private list(start: string, bytes: Uint8Array): string {
    let text = start
    const width = [1, 3, 25, 1000][this.choose(4)] ?? 25
    const upper = this.choose(5) === 0
    bytes.forEach((byte, index) => {
      let digits = byte.toString(16)
      if (this.choose(7) > 0) digits = digits.padStart(2, '0')
      text += upper ? digits.toUpperCase() : digits
      if (index === bytes.length - 1) text += this.choose(9) === 0 ? ',' : ''
      else {
        text += ','
        if ((index + 1) % width === 0) text += this.break()
      }
    })
    return text
  }

  /** A backslash and a line end, and what may stand around them. */
  private break(): string {
    let text = `${this.blanks()}\\${this.choose(4) === 0 ? this.blanks() : ''}`
    if (this.choose(9) === 0) text += '; a remark \\ "here" ,\\'
    text += this.lineEnd()
    if (this.choose(9) === 0) text += `${this.blanks()}; [a remark] ,\\${this.lineEnd()}`
    if (this.choose(9) === 0) text += `${this.blanks()}${this.lineEnd()}`
    return `${text}  ${this.blanks()}`
  }

  private pause(): void {
    if (this.choose(2) === 0) this.line(this.blanks())
    if (this.choose(5) === 0) this.line(`${this.blanks()};"x"="a remark`)
    if (this.choose(9) === 0) this.line('# "y"=hex:00,\\')
  }

  private remark(): string {
    return this.choose(7) === 0 ? `${this.blanks()}; "quoted" ,\\` : this.blanks()
  }

  private blanks(): string {
    return ['', '', '', ' ', '\t', ' \t '][this.choose(6)] ?? ''
  }

  private lineEnd(): string {
    const { lineEnds } = this.style
    return lineEnds[this.ended++ % lineEnds.length] ?? '\n'
  }

  private choose(below: number): number {
    const { choices } = this.style
    return (choices[this.chosen++ % choices.length] ?? 0) % below
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** UTF-16LE bytes of characters of code page 1252, as its bytes. */
function narrowed(data: Uint8Array): Uint8Array {
  const text = Buffer.from(data).toString('utf16le')
  return Uint8Array.from(text.split(''), (unit) => {
    const high = c1.indexOf(unit)
    return high === -1 ? unit.charCodeAt(0) : 0x80 + high
  })
}

/** Bytes of code page 1252 as UTF-16LE. */
export function widened(bytes: Uint8Array): Uint8Array {
  const text = [...bytes].map((byte) =>
    byte >= 0x80 && byte < 0xa0 ? c1.charAt(byte - 0x80) : String.fromCharCode(byte),
  )
  return Buffer.from(text.join(''), 'utf16le')
}
