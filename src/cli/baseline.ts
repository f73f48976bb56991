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
  const bytes = bytesOf(host, name)
  if (bytes === undefined)
    throw new UsageError(
      `cannot read the baseline ${name}: no such file or folder; --update-baseline writes it`,
    )
  return parseBaseline(new JsonFile(name, bytes).parse())
}

/**
 * The baseline that is to be written anew; one without entries where there is no file yet. One that cannot be understood
 * is not written over: what it held that this run does not meet would be lost.
 * @throws UsageError
 */
export function previousBaseline(host: Host, name: string): Baseline {
  const bytes = bytesOf(host, name)
  if (bytes === undefined) return { entries: [] }
  try {
    return parseBaseline(new JsonFile(name, bytes).parse())
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${error.message}; without the file, --update-baseline begins a new one`)
  }
}

/** Undefined where there is no such file. */
function bytesOf(host: Host, name: string): Uint8Array | undefined {
  if (name === '') throw new UsageError('--baseline takes the name of a file')
  try {
    return readFileSync(resolve(host.cwd, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new UsageError(`cannot read the baseline ${name}: ${reasonOf(error)}`)
  }
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
    version.fail(`this svcsim knows version ${schemaVersion} of baselines alone`)
  const findings = members.get('findings') ?? root.fail('this is no baseline: it lacks "findings"')
  return { entries: findings.array().map(parseEntry) }
}

/** Of each entry the fingerprint and the count are needed; who merges by hand may leave the rest out. */
function parseEntry(value: JsonValue): BaselineEntry {
  const members = value.object()
  const fingerprint = members.get('fingerprint') ?? value.fail('it lacks "fingerprint"')
  if (!/^[\da-f]{16}$/.test(fingerprint.string())) fingerprint.fail('it is no 16 hexadecimal digits')
  const file = members.get('file')?.string()
  const base = members.get('base')?.string()
  return {
    fingerprint: fingerprint.string(),
    count: members.get('count')?.wholeNumber(1) ?? 1,
    ruleId: members.get('ruleId')?.string() ?? '',
    ruleName: members.get('ruleName')?.string() ?? '',
    service: members.get('service')?.stringOrNull() ?? null,
    message: members.get('message')?.string() ?? '',
    ...(file === undefined ? {} : { file }),
    ...(base === undefined ? {} : { base }),
  }
}
