export { applyPolicy, type JudgedResult, type JudgedSuppression, reportedTest } from './apply.ts'
export {
  type Baseline,
  type BaselineEntry,
  baselineOf,
  type KnownApart,
  KnownFindings,
  NewBaseline,
  withoutKnown,
} from './baseline.ts'
export { fingerprintOf } from './fingerprint.ts'
export {
  type LintPolicy,
  type PolicyOverride,
  type Preset,
  presets,
  type RuleLevel,
  type RuleSetting,
  recommendedPolicy,
  ruleLevels,
  serviceGlobs,
} from './policy.ts'
