export { findRule, rules } from './catalogue.ts'
export { type LintOptions, type LintResult, lint, type RuleNotRun } from './lint.ts'
export { matchesGlob } from './only.ts'
export * from './policy/index.ts'
export {
  defineRule,
  type Example,
  type ExampleHive,
  type ExampleTyped,
  type ExampleValue,
  type ExampleValues,
  type Need,
  type Report,
  type ReportMore,
  type Rule,
  type RuleContext,
  type RulePage,
  severitiesOf,
} from './rule.ts'
