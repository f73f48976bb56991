import type { Diagnostic, Finding, FindingData, Place, RelatedPlace, Severity } from '../diagnostics/index.ts'
import type { Service, Services } from '../services/index.ts'
import type { BootPosition } from './boot-positions.ts'

/**
 * A small registry for an example. Services by name with their values: a number is a REG_DWORD, a string a REG_SZ, a
 * list a REG_MULTI_SZ, bytes a REG_BINARY; `{ type, data }` says it exactly (data in bytes). A value that is an object
 * of values is a subkey. In a full form, `services`, `groupOrder`, `vectors` and `select` can be given, or `text` for
 * examples that are about the text itself.
 */
export interface Example {
  readonly services?: Readonly<Record<string, ExampleValues>>
  readonly groupOrder?: readonly string[]
  /** Group to tags, or to the raw bytes of the vector. */
  readonly vectors?: Readonly<Record<string, readonly number[] | ExampleTyped>>
  readonly select?: Readonly<Record<string, number>>
  /** More keys below the control set: path to values (`Control\\Class\\{…}`). */
  readonly keys?: Readonly<Record<string, ExampleValues>>
  /** The whole file, as .reg text. Nothing else may be given beside it. */
  readonly text?: string
  /** How {@link text} is stored: UTF-8 without a byte order mark (default), or UTF-16LE with one. */
  readonly encoding?: 'utf-8' | 'utf-16le'
  /** A hive, which no text can hold. Nothing else may be given beside it but {@link windows}. */
  readonly hive?: ExampleHive
  /** A whole export (default) or a fragment of which the rest is unknown. */
  readonly fragment?: boolean
  /** Release the example is judged for; default `10`. */
  readonly windows?: string
}

export interface ExampleHive {
  /** Path of the file below `fixtures`, where a script of the project makes it. */
  readonly fixture: string
  /** What is in it, for people. */
  readonly shows: string
}

export interface ExampleTyped {
  readonly type: number
  readonly data: readonly number[]
}

export type ExampleValue = number | string | readonly string[] | ExampleTyped | ExampleValues
export interface ExampleValues {
  readonly [valueName: string]: ExampleValue
}

/** What a rule may look at. */
export interface RuleContext {
  /** Where the simulated order of the detected release first loads each driver; simulated when first asked for. */
  bootPositions(): ReadonlyMap<Service, BootPosition>
  /** The catalogue, for rules about what is said of other rules. */
  readonly rules: readonly Pick<Rule, 'id' | 'name'>[]
  /** What a rule of the catalogue finds in the same services, and whether it could judge all of them. */
  findingsOf(ruleId: string): { readonly findings: readonly Finding[]; readonly complete: boolean }
}

/** What a finding may carry beside its place and data. */
export interface ReportMore {
  readonly service?: string
  readonly related?: readonly RelatedPlace[]
  /** A reader's own diagnostic: its severity, message and help take the place of the rule's. */
  readonly diagnostic?: Diagnostic
}

/** Reports one finding at a place. */
export type Report<Data extends FindingData> = (at: Place, data: Data, more?: ReportMore) => void

/** What must be known for a rule to run, in words a person can act on; see `lint`'s notRun. */
export type Need =
  | 'groupOrder'
  | 'vectors'
  | 'services'
  | 'safeBoot'
  | 'classes'
  | 'devices'
  | 'criticalDevices'
  | 'wholeHive'

/** The page that `svcsim rules <id>` shows. */
export interface RulePage {
  /** What is wrong, one paragraph. */
  readonly problem: string
  /** How to mend it. */
  readonly fix: string
  /** What Windows does, and why it matters. */
  readonly why: string
  /** When it is not reported, or reported milder. */
  readonly exceptions: string
  /** Where the facts come from: KB articles, Microsoft pages, event numbers. */
  readonly source: readonly string[]
}

export interface Rule<Data extends FindingData = FindingData> {
  readonly id: string
  readonly name: string
  /** One value, or by the finding's data where the catalogue gives several. */
  readonly severity: Severity | ((data: Data) => Severity)
  /** What {@link severity} may give, worst first. Needed where that is a function or a reader decides. */
  readonly severities?: readonly Severity[]
  /** One line: the condition. */
  readonly summary: string
  readonly page: RulePage
  readonly bad: Example
  readonly good: Example
  /** Without these the rule cannot tell anything and is listed in notRun. */
  readonly needs?: readonly Exclude<Need, 'wholeHive'>[]
  /**
   * Called only when {@link needs} are held. A rule that judges what is absent (a dependency that exists nowhere)
   * checks `services.holds.fragment` itself and calls `unknown` with the need it lacks.
   */
  check(services: Services, report: Report<Data>, context: RuleContext & { unknown(need: Need): void }): void
  /** Sentence case, no final period, at most 100 characters, the user's text in double quotes. */
  message(data: Data): string
  /** Advice for this finding; shorter than the page. */
  help?(data: Data): string
}

/** UTF-16 code units of a message, for rules that share what is left of them among names. */
export const longestMessage = 100

/** A rule with its data type checked, stored among rules of all kinds. */
export function defineRule<Data extends FindingData>(rule: Rule<Data>): Rule {
  return rule as unknown as Rule
}

/** All severities a rule may report, worst first. */
export function severitiesOf(rule: Rule): readonly Severity[] {
  return rule.severities ?? (typeof rule.severity === 'function' ? [] : [rule.severity])
}
