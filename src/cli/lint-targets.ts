import { resolve } from 'node:path'
import { UsageError } from './exit.ts'
import type { Host } from './host.ts'
import { isLintFormat, type LintFormatName, lintFormatNames } from './lint-formats.ts'
import { isSameFile } from './source.ts'
import { suggestion } from './suggestion.ts'

/** One format of an answer and where it goes. */
export interface LintTarget {
  readonly format: LintFormatName
  /** As the user named it; undefined for standard output. */
  readonly file: string | undefined
}

/**
 * Reads what --format (`name` or `name=file`, repeatable) and --output say together. `--output` names the file of
 * the one format that has none; without any format, that of the default.
 * @throws UsageError for an unknown format, and where two formats would go to one place
 */
export function lintTargets(asked: readonly string[], output: string | undefined, host: Host): LintTarget[] {
  const targets = asked.map(parseTarget)
  if (targets.length === 0) targets.push({ format: defaultFormat, file: undefined })
  const open = targets.filter(({ file }) => file === undefined)
  const [first, second] = open
  if (first && second)
    throw new UsageError(
      `two formats for one output: ${first.format} and ${second.format}; give one of them a file, as in --format ${second.format}=FILE`,
    )
  if (output === '') throw new UsageError('--output takes the name of a file, or - for standard output')
  if (output !== undefined && output !== '-') {
    if (!first)
      throw new UsageError(`--output ${output} is for a format without a file, and each --format has one`)
    targets.splice(targets.indexOf(first), 1, { format: first.format, file: output })
  }
  refuseSameFile(targets, host)
  return targets
}

const defaultFormat: LintFormatName = 'pretty'

function parseTarget(text: string): LintTarget {
  const equals = text.indexOf('=')
  const name = equals === -1 ? text : text.slice(0, equals)
  if (!isLintFormat(name))
    throw new UsageError(
      `lint has no format "${name}"${suggestion(name, lintFormatNames)} (${lintFormatNames.join(', ')})`,
    )
  const file = equals === -1 ? undefined : text.slice(equals + 1)
  if (file === '') throw new UsageError(`--format ${text} takes the name of a file behind the "="`)
  return { format: name, file: file === '-' ? undefined : file }
}

/** Of two that are written whole to one file, one would be lost. */
function refuseSameFile(targets: readonly LintTarget[], host: Host): void {
  for (const [index, { format, file }] of targets.entries()) {
    if (file === undefined) continue
    const other = targets
      .slice(0, index)
      .find(
        (earlier) =>
          earlier.file !== undefined &&
          (resolve(host.cwd, earlier.file) === resolve(host.cwd, file) ||
            isSameFile(host, earlier.file, file)),
      )
    if (other)
      throw new UsageError(`two formats for one file: ${other.format} and ${format} both go to ${file}`)
  }
}
