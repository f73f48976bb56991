import { type Located, type Place, shorten } from '../../diagnostics/index.ts'
import type { BootLog, BootLogEntry, BootLogWords, BootRecord } from './boot-log.ts'
import { type LineKind, lineKind } from './line-kinds.ts'
import { LineReader, type TextLine } from './lines.ts'
import { isKernel, knownWords, learnWords } from './words.ts'

export interface ReadBootLogOptions {
  /** For places. */
  readonly file: string
}

/** Lines of drivers that are kept: more than 64 MiB of a real log have. A hostile file must not fill the memory. */
const mostEntries = 1_500_000
/** Of one boot; real ones have some hundreds. */
const mostInBoot = 100_000
/** Windows adds about 10 KiB a boot. */
const mostBoots = 100_000
/** Different paths that are kept once for all boots. */
const mostPaths = 65_536
/** Strange lines that are kept, and how much of each. */
const shownLines = 5
const shownLength = 60

/**
 * Reads an ntbtlog.txt in any of its forms, or an excerpt of one. Never fails: what is no line of a boot log is counted,
 * and `isBootLog` tells whether there was any.
 */
export function readBootLog(bytes: Uint8Array, { file }: ReadBootLogOptions): BootLog {
  const reader = new LineReader(bytes)
  const log = readLines(reader, file, knownWords)
  if (log.isBootLog) return log
  const learnt = learnWords(reader)
  return learnt === undefined ? log : { ...readLines(reader, file, [learnt]), translated: learnt }
}

function readLines(reader: LineReader, file: string, words: readonly BootLogWords[]): BootLog {
  const { encoding, markLength } = reader.detected
  const boots = new BootCollector(file)
  const strange: Located<string>[] = []
  let strangeCount = 0
  let lines = 0
  for (const one of reader.lines()) {
    lines++
    const kind = one.isCut ? strangeKind : lineKind(one.text, words)
    if (kind.kind !== 'strange') boots.add(kind, one)
    else if (strangeCount++ < shownLines) strange.push(shownLine(file, one))
  }
  const isAnsi = reader.ansi || (encoding === 'utf-8' && markLength === 0 && !reader.multiByte)
  return {
    file,
    encoding: isAnsi ? 'ansi' : encoding,
    byteOrderMark: markLength > 0,
    lines,
    isBootLog: boots.entries > 0,
    boots: boots.finish(),
    strangeLines: { count: strangeCount, first: strange },
    translated: undefined,
    entriesLeftOut: boots.entriesLeftOut,
  }
}

const strangeKind: LineKind = { kind: 'strange' }

function shownLine(file: string, { text, line }: TextLine): Located<string> {
  const value = shorten(text.trim(), shownLength)
  return {
    value,
    at: { file, line, column: text.length - text.trimStart().length + 1, length: value.length },
  }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }
type OpenBoot = Writable<Omit<BootRecord, 'entries'>> & { readonly entries: BootLogEntry[] }

/** Puts lines together to boots. */
class BootCollector {
  /** Lines of drivers that were met. */
  entries = 0
  /** Those of them that are not kept. */
  entriesLeftOut = 0
  private readonly file: string
  private readonly boots: OpenBoot[] = []
  /** The one that lines belong to; not among the others where there are too many. */
  private last: OpenBoot | undefined
  private readonly paths = new Map<string, string>()

  constructor(file: string) {
    this.file = file
  }

  add(kind: LineKind, line: TextLine): void {
    switch (kind.kind) {
      case 'version': {
        const boot = this.begin(line)
        boot.header = kind.text
        boot.build = kind.build
        return
      }
      case 'started': {
        const { last } = this
        // It belongs to the version above it; without one it begins a boot itself.
        const isSecondLine =
          last?.header !== undefined && last.started === undefined && last.entries.length === 0
        const boot = isSecondLine ? last : this.begin(line)
        boot.started = kind.started
        if (kind.before !== '')
          boot.header = boot.header === undefined ? kind.before : `${boot.header} ${kind.before}`
        return
      }
      case 'driver':
        this.addDriver(kind, line)
    }
  }

  finish(): BootRecord[] {
    return this.boots
  }

  private begin({ line }: TextLine): OpenBoot {
    const boot: OpenBoot = {
      header: undefined,
      build: undefined,
      started: undefined,
      at: { file: this.file, line, column: 1 },
      entries: [],
    }
    // A header without a driver is the least loss.
    if (this.boots.length === mostBoots && this.boots.at(-1)?.entries.length === 0) this.boots.pop()
    if (this.boots.length < mostBoots) this.boots.push(boot)
    this.last = boot
    return boot
  }

  private addDriver({ path, loaded, column }: Extract<LineKind, { kind: 'driver' }>, line: TextLine): void {
    this.entries++
    const { last } = this
    // No boot loads the kernel a second time: an excerpt may have lost the header.
    const isNewBoot = last === undefined || (loaded && last.entries.length > 0 && isKernel(path))
    const boot = isNewBoot ? this.begin(line) : last
    const isFull = this.entries - this.entriesLeftOut > mostEntries
    if (isFull || boot.entries.length === mostInBoot || boot !== this.boots.at(-1)) {
      this.entriesLeftOut++
      return
    }
    const at: Place = { file: this.file, line: line.line, column, length: path.length }
    boot.entries.push({ path: this.kept(path), loaded, at })
  }

  /** Each boot names much the same files, and a part of a line would keep the whole line. */
  private kept(path: string): string {
    const known = this.paths.get(path)
    if (known !== undefined) return known
    if (this.paths.size < mostPaths) this.paths.set(path, path)
    return path
  }
}
