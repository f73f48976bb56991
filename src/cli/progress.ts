import type { ByteSource } from '../index.ts'
import { visible } from '../report/escape.ts'
import type { TextOutput } from './host.ts'

/** Work shorter than this is done before anyone asks, in milliseconds. */
const patience = 1000
const interval = 200
const clearLine = '\r\u001b[K'

/** A source that says on a terminal how far it has been read, once that takes a while. */
export function withProgress(source: ByteSource, name: string, terminal: TextOutput): ByteSource {
  const start = performance.now()
  let bytes = 0
  let shownAt = start + patience - interval
  let shown = false
  return {
    read(into) {
      const read = source.read(into)
      bytes += read
      const now = performance.now()
      if (read === 0 && shown) {
        terminal.write(clearLine)
        shown = false
      } else if (now - shownAt >= interval) {
        terminal.write(`${clearLine}reading ${visible(name)}: ${Math.floor(bytes / 1_000_000)} MB`)
        shownAt = now
        shown = true
      }
      return read
    },
  }
}

/** Says on a terminal how many of several inputs are done, once that takes a while. */
export class InputsProgress {
  private readonly total: number
  private readonly terminal: TextOutput | undefined
  private shownAt: number
  private count = 0
  private isShown = false

  /** @param terminal undefined where nothing is to be said */
  constructor(total: number, terminal: TextOutput | undefined) {
    this.total = total
    this.terminal = terminal
    this.shownAt = performance.now() + patience - interval
  }

  /** One more is done. */
  done(): void {
    this.count++
    const now = performance.now()
    if (!this.terminal || now - this.shownAt < interval) return
    this.terminal.write(`${clearLine}${this.count} of ${this.total} inputs`)
    this.shownAt = now
    this.isShown = true
  }

  /** Makes room for something else to be written. */
  clear(): void {
    if (this.isShown) this.terminal?.write(clearLine)
    this.isShown = false
  }
}
