import type { Finding, Place, Severity } from '../../diagnostics/index.ts'
import type { Services } from '../../services/index.ts'
import { findRule } from '../catalogue.ts'
import type { LintResult, RuleNotRun } from '../lint.ts'
import { isSelected, matchesGlob } from '../only.ts'
import { type LintPolicy, type PolicyOverride, presetSeverity, type RuleLevel } from './policy.ts'
import { SuppressionIndex } from './suppressions.ts'

/** A finding that is not to be reported, and what keeps it from that. */
export interface JudgedSuppression {
  /** With the severity that it would have been reported with. */
  readonly finding: Finding
  /** A comment in the input, or an override of the configuration. */
  readonly by: 'comment' | 'configuration'
  readonly reason?: string
  /** Where the comment stands. */
  readonly at?: Place
}

/** What lint found, with the severities that count. */
export interface JudgedResult {
  /** In the one total order of findings. */
  readonly findings: readonly Finding[]
  /** In the same order. */
  readonly suppressed: readonly JudgedSuppression[]
  readonly notRun: readonly RuleNotRun[]
}

/**
 * Gives the findings of one input their final severities and sets apart what is suppressed. The policy's `only` is
 * for `lint` itself: `applyPolicy(lint(services, { only: policy.only }), services, policy)`.
 */
export function applyPolicy(result: LintResult, services: Services, policy: LintPolicy): JudgedResult {
  const levels = new Map(policy.rules.map(({ ruleId, level }) => [ruleId, level]))
  const overrides = policy.overrides.map((override) => new Override(override))
  const comments = new SuppressionIndex(services.inputs, (name) => findRule(name)?.id)
  const findings: Finding[] = []
  const suppressed: JudgedSuppression[] = []
  for (const found of result.findings) {
    const level = levels.get(found.ruleId)
    const override = lastOverride(overrides, found)
    if (level === 'off' && override === undefined) continue
    const finding = withSeverity(found, level, override?.level, policy)
    const comment = comments.match(finding)?.comment
    if (override?.level === 'off')
      suppressed.push({ finding, by: 'configuration', ...reasonOf(override.reason) })
    else if (comment) suppressed.push({ finding, by: 'comment', ...reasonOf(comment.reason), at: comment.at })
    else findings.push(finding)
  }
  const isOff = (ruleId: string): boolean =>
    levels.get(ruleId) === 'off' && !overrides.some((override) => override.turnsOn(ruleId))
  return { findings, suppressed, notRun: result.notRun.filter(({ ruleId }) => !isOff(ruleId)) }
}

/** A test whether a policy has findings of a rule about a service reported: it is not off, nor left out by `only`. */
export function reportedTest(
  policy: LintPolicy,
): (finding: Pick<Finding, 'ruleId'> & { readonly service?: string | undefined }) => boolean {
  const levels = new Map(policy.rules.map(({ ruleId, level }) => [ruleId, level]))
  const overrides = policy.overrides.map((override) => new Override(override))
  return (finding) => {
    const level = lastOverride(overrides, finding)?.level ?? levels.get(finding.ruleId)
    return level !== 'off' && isSelected(finding, policy.only)
  }
}

/** What is turned off keeps the severity that it had before: it is told with it. */
function withSeverity(
  finding: Finding,
  level: RuleLevel | undefined,
  overriding: RuleLevel | undefined,
  { preset }: LintPolicy,
): Finding {
  const set = [overriding, level].find(isSeverity)
  const severity = set ?? presetSeverity(finding.severity, preset)
  return severity === finding.severity ? finding : { ...finding, severity }
}

function isSeverity(level: RuleLevel | undefined): level is Severity {
  return level !== undefined && level !== 'off'
}

function lastOverride(
  overrides: readonly Override[],
  { ruleId, service }: { readonly ruleId: string; readonly service?: string | undefined },
): { level: RuleLevel; reason: string | undefined } | undefined {
  if (service === undefined) return undefined
  for (let index = overrides.length - 1; index >= 0; index--) {
    const level = overrides[index]?.levelOf(ruleId, service)
    if (level !== undefined) return { level, reason: overrides[index]?.reason }
  }
  return undefined
}

class Override {
  readonly reason: string | undefined
  private readonly globs: readonly string[]
  private readonly levels: ReadonlyMap<string, RuleLevel>

  constructor({ services, rules, reason }: PolicyOverride) {
    this.globs = services
    this.levels = new Map(rules.map(({ ruleId, level }) => [ruleId, level]))
    this.reason = reason
  }

  levelOf(ruleId: string, service: string): RuleLevel | undefined {
    const level = this.levels.get(ruleId)
    if (level === undefined) return undefined
    return this.globs.some((glob) => matchesGlob(glob, service)) ? level : undefined
  }

  turnsOn(ruleId: string): boolean {
    return isSeverity(this.levels.get(ruleId))
  }
}

function reasonOf(reason: string | undefined): { reason?: string } {
  return reason === undefined ? {} : { reason }
}
