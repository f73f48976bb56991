import type { Baseline } from '../rules/index.ts'
import { jsonText } from './escape.ts'

/** A baseline as a file, to be kept with the sources and read in reviews. */
export function baselineJson({ entries }: Baseline): string {
  return jsonText({
    schemaVersion: 1,
    findings: entries.map(({ fingerprint, count, ruleId, ruleName, service, message, file, base }) => ({
      ruleId,
      ruleName,
      service,
      message,
      ...(file === undefined ? {} : { file }),
      ...(base === undefined ? {} : { base }),
      fingerprint,
      count,
    })),
  })
}
