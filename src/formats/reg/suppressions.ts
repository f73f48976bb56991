import type { Located, Place } from '../../diagnostics/index.ts'
import type { Suppression, SuppressionTarget } from '../../registry/index.ts'
import type { LineScanner } from './lines.ts'
import type { Reporter } from './reporter.ts'
import { SEMICOLON, skipBlanks, textOf } from './tokens.ts'

/** What every comment for this program begins with, in lower case. */
const prefix = 'svcsim-'
/** Units of a comment that are looked at, and words that all comments of a file may have: it may be hostile. */
const longestComment = 4096
const mostWords = 10_000

/** Words that people put before a reason where two hyphens belong; no rule has such a name. */
const mistakenMarks: ReadonlySet<string> = new Set(['-', '\u2013', '\u2014', ':', '=', '#', ';', '//', '('])

/** A comment whose target has not come yet, or not ended. */
type Waiting = Omit<Suppression, 'target'>

/** A key or a value, and the comments above it. */
interface Open {
  target: Exclude<SuppressionTarget, { readonly kind: 'file' | 'nothing' }>
  readonly comments: readonly Waiting[]
}

/**
 * Collects the comments that ask for findings to be left out, each with what it is about: the key or value on the next
 * line that is neither empty nor a comment; before the first key, with an empty line below it, the whole file.
 *
 * It is told of the lines that the parser reads in its ordinary way. Every comment is one of them, and so has to be
 * the line behind one: the parser asks {@link isWaiting}.
 */
export class SuppressionComments {
  private readonly scanner: LineScanner
  private readonly reporter: Reporter
  private readonly found: Suppression[] = []
  private waiting: Waiting[] = []
  private key: Open | undefined
  private value: Open | undefined
  private wordCount = 0

  constructor(scanner: LineScanner, reporter: Reporter) {
    this.scanner = scanner
    this.reporter = reporter
  }

  /** Whether the next line counts: a comment is about it, or a value that one is about ends with it. */
  get isWaiting(): boolean {
    return this.waiting.length > 0 || this.value !== undefined
  }

  /** Any line begins: a value that stood before it has ended. */
  startLine(): void {
    if (this.value) this.close(this.value, this.scanner.line - 1)
    this.value = undefined
  }

  /** A line that begins with a semicolon at `from`. */
  addComment(from: number): void {
    const { units, end } = this.scanner
    let word = from
    while (word < end && units[word] === SEMICOLON) word++
    word = skipBlanks(units, word, end)
    if (word + prefix.length > end) return
    for (let index = 0; index < prefix.length; index++)
      if (((units[word + index] as number) | lowerCase) !== prefix.charCodeAt(index)) return
    if (this.wordCount < mostWords) this.waiting.push(this.read(word, Math.min(end, word + longestComment)))
  }

  /** An empty line before the first key. */
  endHead(): void {
    this.settle(this.waiting, { kind: 'file' })
    this.waiting = []
  }

  startValue(keyPath: string | null, isRead: boolean): void {
    if (this.waiting.length > 0) this.value = this.open('value', keyPath ?? undefined, isRead)
  }

  /** A key line; {@link nameKey} follows where the parser looks at its name. */
  startKey(): void {
    this.endKey(this.scanner.line - 1)
    if (this.waiting.length > 0) this.key = this.open('key', undefined, false)
  }

  nameKey(keyPath: string, isRead: boolean): void {
    if (this.key) this.key.target = { ...this.key.target, keyPath, isRead }
  }

  /** No line behind this one belongs to the key. */
  endKey(line: number): void {
    if (this.key) this.close(this.key, line)
    this.key = undefined
  }

  /** All of them in file order, behind the last line of the file. */
  finish(hasKeys: boolean): readonly Suppression[] {
    this.startLine()
    this.endKey(this.scanner.line - 1)
    this.settle(this.waiting, { kind: hasKeys ? 'nothing' : 'file' })
    return this.found.sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0))
  }

  private open(kind: 'key' | 'value', keyPath: string | undefined, isRead: boolean): Open {
    const { line } = this.scanner
    const comments = this.waiting
    this.waiting = []
    return { target: { kind, keyPath, fromLine: line, toLine: line, isRead }, comments }
  }

  private close({ target, comments }: Open, toLine: number): void {
    this.settle(comments, { ...target, toLine: Math.max(target.fromLine, toLine) }, target.keyPath)
  }

  private settle(comments: readonly Waiting[], target: SuppressionTarget, keyPath?: string): void {
    const about = (at: Place): Place => (keyPath === undefined ? at : { ...at, keyPath })
    for (const comment of comments)
      this.found.push({
        ...comment,
        at: about(comment.at),
        rules: comment.rules.map(({ value, at }) => ({ value, at: about(at) })),
        ...(comment.mark && { mark: { value: comment.mark.value, at: about(comment.mark.at) } }),
        target,
      })
  }

  /** `svcsim-ignore`, then rules between blanks and commas, then perhaps `--` and a reason. */
  private read(from: number, end: number): Waiting {
    const { reporter } = this
    const text = textOf(this.scanner.units, from, end)
    const rules: Located<string>[] = []
    let directive = ''
    let reason: string | undefined
    let mark: Located<string> | undefined
    for (const { 0: word, index } of text.matchAll(/[^\s,]+/g)) {
      if (word.startsWith('--')) {
        reason = text.slice(index + 2).trim()
        break
      }
      if (this.wordCount++ >= mostWords) break
      const place = (): Place => reporter.place(from + index, from + index + word.length)
      if (index === 0) directive = word.toLowerCase()
      else if (mistakenMarks.has(word)) {
        mark = { value: word, at: place() }
        reason = text.slice(index + word.length).trim()
        break
      } else rules.push({ value: word, at: place() })
    }
    const at = reporter.place(from, from + text.trimEnd().length)
    return { at, directive, rules, ...(reason && { reason }), ...(mark && { mark }) }
  }
}

/** The bit that an upper-case ASCII letter lacks; the hyphen has it. */
const lowerCase = 0x20
