import {
  type Diagnostic,
  type FindingData,
  type Place,
  type Severity,
  severityRank,
} from '../../diagnostics/index.ts'
import { type HiveCode, messages } from './messages.ts'

/** Diagnostics after which only a count is kept: a hostile file must not fill the memory with them. */
const mostDiagnostics = 10_000

/** The same for the paths and names in their places, in UTF-16 code units: each may be as long as its cell. */
const mostPathUnits = 1 << 23

/** What stands at the place of a defect: its key, and its value where there is one. */
export interface Owner {
  readonly path: string
  readonly valueName?: string
}

/** Makes diagnostics of what is found in a hive. */
export class HiveReporter {
  readonly file: string
  readonly diagnostics: Diagnostic[] = []
  private unlisted = 0
  private worstUnlisted: Severity = 'info'
  private pathUnits = 0
  private last: Diagnostic | undefined

  constructor(file: string) {
    this.file = file
  }

  place(owner: Owner | undefined, offset: number, length: number): Place {
    const { file } = this
    return owner === undefined
      ? { file, offset, length }
      : owner.valueName === undefined
        ? { file, keyPath: owner.path, offset, length }
        : { file, keyPath: owner.path, valueName: owner.valueName, offset, length }
  }

  report(
    code: HiveCode,
    owner: Owner | undefined,
    offset: number,
    length: number,
    data: FindingData = {},
  ): void {
    if (this.isFull) this.leaveOut(messages[code].severity)
    else this.push(this.make(code, this.place(owner, offset, length), data))
  }

  /** Whether what is reported from now on is only counted. */
  get isFull(): boolean {
    return this.diagnostics.length >= mostDiagnostics || this.pathUnits >= mostPathUnits
  }

  /** Passes on what another part of the reader noticed. */
  add(diagnostic: Diagnostic): void {
    if (this.isFull) this.leaveOut(diagnostic.severity)
    else this.push(diagnostic)
  }

  private push(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic)
    this.pathUnits += (diagnostic.at.keyPath?.length ?? 0) + (diagnostic.at.valueName?.length ?? 0)
  }

  private leaveOut(severity: Severity): void {
    this.unlisted++
    if (severityRank[severity] < severityRank[this.worstUnlisted]) this.worstUnlisted = severity
  }

  /** Says how many diagnostics were not given, if any; to be called at the end of each walk. */
  finish(): void {
    if (this.unlisted === 0) return
    const at = { file: this.file, offset: 0, length: 4 }
    const made = { ...this.make('more-damage', at, { more: this.unlisted }), severity: this.worstUnlisted }
    if (this.last) this.diagnostics.pop()
    this.diagnostics.push(made)
    this.last = made
  }

  private make(code: HiveCode, at: Place, data: FindingData): Diagnostic {
    const { severity, text, help } = messages[code]
    const ruleId = code === 'hive-dirty' ? 'SVC011' : 'SVC010'
    return { ruleId, code, severity, message: text(data), help, data, at }
  }
}
