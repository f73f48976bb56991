import { lintCheckstyle } from '../../src/report/lint-checkstyle.ts'
import { lintGithub } from '../../src/report/lint-github.ts'
import { lintGitlab } from '../../src/report/lint-gitlab.ts'
import { lintJunit } from '../../src/report/lint-junit.ts'
import { lintMarkdown } from '../../src/report/lint-markdown.ts'
import { lintMsbuild } from '../../src/report/lint-msbuild.ts'
import { lintNdjson } from '../../src/report/lint-ndjson.ts'
import { lintRdjson } from '../../src/report/lint-rdjson.ts'
import type { LintReport } from '../../src/report/lint-report.ts'
import { lintSarif } from '../../src/report/lint-sarif.ts'
import { tool } from './lint-tool.ts'
import { lintReports } from './samples.ts'

/** Findings for a machine or a page, as text. */
export type Format = (report: LintReport) => string

/** Every format that is no person's terminal, by what its golden files end in. */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['sarif', (report) => lintSarif(report, tool)],
  ['ndjson', (report) => [...lintNdjson(report)].join('')],
  ['junit.xml', (report) => [...lintJunit(report)].join('')],
  ['checkstyle.xml', (report) => [...lintCheckstyle(report)].join('')],
  ['github', (report) => [...lintGithub(report, tool)].join('')],
  ['gitlab.json', (report) => lintGitlab(report, tool)],
  ['rdjson', (report) => lintRdjson(report, tool)],
  ['msbuild', (report) => [...lintMsbuild(report)].join('')],
  ['md', (report) => lintMarkdown(report, { pages: tool.pages })],
])
export function sample(name: string): LintReport {
  const report = lintReports.get(name)
  if (!report) throw new Error(`there is no sample ${name}`)
  return report
}
