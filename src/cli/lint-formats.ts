import type { Severity } from '../index.ts'
import type { LintReport, LintTool } from '../report/lint-report.ts'
import type { Palette } from '../report/palette.ts'

/** What a format may use beside the report. */
export interface LintLook {
  readonly palette: Palette
  /** Width to lay out for; undefined when nothing limits it. */
  readonly columns: number | undefined
  /** The mildest severity that is shown throughout. */
  readonly least: Severity
  /** The mildest severity that fails the run. */
  readonly failOn: Severity
  readonly tool: LintTool
}

interface LintFormat {
  /** For people, who see infos when they ask; machines are given all. */
  readonly isForPeople?: boolean
  /** Whether it gives the counts of findings, files and services. */
  readonly sums?: boolean
  /** Whether it says which rules could not run. */
  readonly tellsNotRun?: boolean
  /** Whether it says which inputs could not be read; else standard error alone does. */
  readonly tellsProblems?: boolean
  /** Whether it says itself that a run failed: whatever fails it is shown, however mild. */
  readonly tellsVerdict?: boolean
  /** Whether it is written input by input, so that findings need not be kept. */
  readonly isStream?: boolean
  /** Loads what writes it, as a run needs few of them. For a stream, the report is that of one input. */
  readonly write: (report: LintReport, look: LintLook) => Promise<string | Iterable<string>>
}

export type LintFormatName =
  | 'pretty'
  | 'concise'
  | 'json'
  | 'ndjson'
  | 'sarif'
  | 'junit'
  | 'github'
  | 'gitlab'
  | 'checkstyle'
  | 'rdjson'
  | 'msbuild'
  | 'markdown'

const formats: Readonly<Record<LintFormatName, LintFormat>> = {
  pretty: {
    isForPeople: true,
    sums: true,
    write: async (report, look) => (await import('../report/lint-pretty.ts')).lintPretty(report, look),
  },
  concise: {
    isForPeople: true,
    write: async (report, { palette }) =>
      (await import('../report/lint-concise.ts')).lintConcise(report, palette),
  },
  json: {
    sums: true,
    tellsNotRun: true,
    tellsProblems: true,
    write: async (report) => (await import('../report/lint-json.ts')).lintJson(report),
  },
  ndjson: {
    sums: true,
    tellsNotRun: true,
    tellsProblems: true,
    isStream: true,
    write: async (report) => (await import('../report/lint-ndjson.ts')).lintNdjson(report),
  },
  sarif: {
    tellsNotRun: true,
    tellsProblems: true,
    write: async (report, { tool }) => (await import('../report/lint-sarif.ts')).lintSarif(report, tool),
  },
  junit: {
    sums: true,
    tellsProblems: true,
    tellsVerdict: true,
    write: async (report, { failOn }) =>
      (await import('../report/lint-junit.ts')).lintJunit(report, { failOn }),
  },
  github: {
    tellsProblems: true,
    write: async (report, { tool }) => (await import('../report/lint-github.ts')).lintGithub(report, tool),
  },
  gitlab: {
    tellsProblems: true,
    write: async (report, { tool }) => (await import('../report/lint-gitlab.ts')).lintGitlab(report, tool),
  },
  checkstyle: {
    tellsProblems: true,
    write: async (report) => (await import('../report/lint-checkstyle.ts')).lintCheckstyle(report),
  },
  rdjson: {
    tellsProblems: true,
    write: async (report, { tool }) => (await import('../report/lint-rdjson.ts')).lintRdjson(report, tool),
  },
  msbuild: {
    tellsProblems: true,
    write: async (report) => (await import('../report/lint-msbuild.ts')).lintMsbuild(report),
  },
  markdown: {
    isForPeople: true,
    sums: true,
    tellsNotRun: true,
    tellsProblems: true,
    write: async (report, { least, tool }) =>
      (await import('../report/lint-markdown.ts')).lintMarkdown(report, { least, pages: tool.pages }),
  },
}

/** All formats of lint; the first one is the default. */
export const lintFormatNames: readonly LintFormatName[] = Object.keys(formats) as LintFormatName[]

export function lintFormat(name: LintFormatName): LintFormat {
  return formats[name]
}

export function isLintFormat(name: string): name is LintFormatName {
  return Object.hasOwn(formats, name)
}
