import { performance } from 'node:perf_hooks'
import type { ByteSource } from '../index.ts'
import { visible } from '../report/escape.ts'
import type { TextOutput } from './host.ts'

/** Work shorter than this is done before anyone asks, in milliseconds. */
const patience = 1000
const interval = 200

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
        terminal.write('\r\u001b[K')
        shown = false
      } else if (now - shownAt >= interval) {
        terminal.write(`\rreading ${visible(name)}: ${Math.floor(bytes / 1_000_000)} MB`)
        shownAt = now
        shown = true
      }
      return read
    },
  }
}
