import type { Severity } from '../../diagnostics/index.ts'

/** What a rule is set to: not to be reported, or the severity of all of its findings. */
export type RuleLevel = 'off' | Severity
export const ruleLevels: readonly RuleLevel[] = ['off', 'info', 'warning', 'error']

/**
 * Severities before any rule is set by itself. `recommended` takes those of the catalogue; `strict`, for the team that
 * owns the driver, raises every info to a warning and every warning to an error.
 */
export type Preset = 'recommended' | 'strict'
export const presets: readonly Preset[] = ['recommended', 'strict']

export interface RuleSetting {
  readonly ruleId: string
  readonly level: RuleLevel
}

/** Settings for some services alone. */
export interface PolicyOverride {
  /** Globs of service names (`*` and `?`, without case). */
  readonly services: readonly string[]
  readonly rules: readonly RuleSetting[]
  /** Why; goes with what it turns off. */
  readonly reason?: string
}

/**
 * What is reported and how severe it is. What comes later in this list has the last word on a finding:
 *
 * 1. the rule's own severity, by the data of the finding;
 * 2. the preset;
 * 3. `rules`: `off` leaves the findings out, anything else is the severity of all of them;
 * 4. `overrides` that name the finding's service, in their order: `off` suppresses it;
 * 5. a comment in the input (`; svcsim-ignore SVC105 -- reason`), which suppresses it.
 *
 * It is plain data, so that it can be sent to a worker thread.
 */
export interface LintPolicy {
  readonly preset: Preset
  /** Of two settings of one rule the later one holds. */
  readonly rules: readonly RuleSetting[]
  readonly overrides: readonly PolicyOverride[]
  /** Globs of service names: what `lint` is to be given as its `only`. */
  readonly only: readonly string[]
}

/** All globs of service names in a policy: those of `only`, then those of the overrides, each in its order. */
export function serviceGlobs({ only, overrides }: Pick<LintPolicy, 'only' | 'overrides'>): readonly string[] {
  return [...only, ...overrides.flatMap(({ services }) => services)]
}

/** Every rule as the catalogue has it. */
export const recommendedPolicy: LintPolicy = { preset: 'recommended', rules: [], overrides: [], only: [] }

const raised: Readonly<Record<Severity, Severity>> = { info: 'warning', warning: 'error', error: 'error' }

/** The severity that a preset gives to a finding of this severity. */
export function presetSeverity(severity: Severity, preset: Preset): Severity {
  return preset === 'strict' ? raised[severity] : severity
}
