import type { FindingData, RelatedPlace, Severity } from './finding.ts'
import type { Place } from './place.ts'

/**
 * What a reader noticed about its input. Readers never throw for bad input: they return what was understood
 * and these. The rules SVC001 to SVC003 and SVC010, SVC011 turn them into findings.
 */
export interface Diagnostic {
  /** The rule that reports it. */
  readonly ruleId: 'SVC001' | 'SVC002' | 'SVC003' | 'SVC010' | 'SVC011'
  /** Machine-readable kind, stable: `unclosed-string`, `dword-empty`, … */
  readonly code: string
  /** `error` where something is lost, else `info` (or `warning` where the rule says so). */
  readonly severity: Severity
  readonly message: string
  readonly help?: string
  readonly data: FindingData
  readonly at: Place
  readonly related?: readonly RelatedPlace[]
}
