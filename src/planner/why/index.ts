export type { Change, ServiceChange } from './change.ts'
export type { Context as ExplanationContext } from './context.ts'
export { type Explanation, explain, explainPair, type PlacedService } from './explain.ts'
export type { Certainty, Section, Sentence, Topic } from './sentence.ts'
