export { logDiagnostic } from './diagnostic.ts'
export { type LogMessage, type LogProblem, type LogProblemCode, logMessages } from './problems.ts'
export { type ReplayedHive, replayLogs } from './replay.ts'
