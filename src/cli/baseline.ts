import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Baseline, BaselineEntry } from '../index.ts'
import { baselineJson } from '../report/baseline-json.ts'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { JsonFile, type JsonValue } from './json/read.ts'
import { reasonOf } from './system-error.ts'
import { WholeFile } from './whole-file.ts'

const schemaVersion = 1

/** @throws UsageError where it cannot be read or is no baseline */
export function readBaseline(host: Host, name: string): Baseline {
  if (name === '') throw new UsageError('--baseline takes the name of a file')
  let bytes: Uint8Array
  try {
    bytes = readFileSync(resolve(host.cwd, name))
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const advice = isMissing ? '; --update-baseline writes it' : ''
    throw new UsageError(`cannot read the baseline ${name}: ${reasonOf(error)}${advice}`)
  }
  return parseBaseline(new JsonFile(name, bytes).parse())
}

/** @throws UsageError where it cannot be written */
export function writeBaseline(host: Host, name: string, baseline: Baseline): void {
  if (name === '') throw new UsageError('--baseline takes the name of a file')
  const file = new WholeFile(resolve(host.cwd, name), name)
  try {
    file.write(baselineJson(baseline))
    file.finish()
  } finally {
    file.discard()
  }
}

function parseBaseline(root: JsonValue): Baseline {
  const members = root.object()
  const version = members.get('schemaVersion') ?? root.fail('this is no baseline: it lacks "schemaVersion"')
  if (version.wholeNumber() !== schemaVersion)
    version.fail(
      `this svcsim knows version ${schemaVersion} of baselines alone; update svcsim or write it anew`,
    )
  const findings = members.get('findings') ?? root.fail('this is no baseline: it lacks "findings"')
  return { entries: findings.array().map(parseEntry) }
}

/** Of each entry the fingerprint and the count are needed; who merges by hand may leave the rest out. */
function parseEntry(value: JsonValue): BaselineEntry {
  const members = value.object()
  const fingerprint = members.get('fingerprint') ?? value.fail('it lacks "fingerprint"')
  if (!/^[\da-f]{16}$/.test(fingerprint.string())) fingerprint.fail('it is no 16 hexadecimal digits')
  return {
    fingerprint: fingerprint.string(),
    count: members.get('count')?.wholeNumber(1) ?? 1,
    ruleId: members.get('ruleId')?.string() ?? '',
    ruleName: members.get('ruleName')?.string() ?? '',
    service: members.get('service')?.stringOrNull() ?? null,
    message: members.get('message')?.string() ?? '',
  }
}

/** What is said of entries of which the findings are gone; nothing without any. */
export function staleBaselineLines(stale: readonly BaselineEntry[], name: string): string[] {
  const count = stale.reduce((sum, entry) => sum + entry.count, 0)
  if (count === 0) return []
  const are = count === 1 ? '1 finding of the baseline is gone' : `${count} findings of the baseline are gone`
  return [`${name}: ${are}; --update-baseline drops ${count === 1 ? 'it' : 'them'}`]
}
