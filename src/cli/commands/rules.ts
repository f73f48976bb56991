import { findRule, type Rule, rules } from '../../index.ts'
import type { ConfigOptions } from '../config.ts'
import { UsageError } from '../exit.ts'
import type { OutputOptions } from '../output.ts'
import { suggestion } from '../suggestion.ts'
import type { CommandContext } from './context.ts'

/** The configuration is checked where one is named; the catalogue is the same under any. */
export interface RulesOptions extends OutputOptions, ConfigOptions {
  readonly format: 'table' | 'json'
}

export async function rulesCommand(
  ids: readonly string[],
  options: RulesOptions,
  { out }: CommandContext,
): Promise<number> {
  const chosen = ids.length === 0 ? rules : [...new Set(ids.map(ruleOf))]
  if (options.format === 'json') {
    const { rulesJson } = await import('../../report/rules-json.ts')
    out.answer(rulesJson(chosen))
    return 0
  }
  const { rulePages, rulesTable } = await import('../../report/rules-text.ts')
  const how = { palette: await out.palette(), columns: out.columns }
  out.answer(ids.length === 0 ? rulesTable(chosen, how) : rulePages(chosen, how))
  return 0
}

function ruleOf(idOrName: string): Rule {
  const rule = findRule(idOrName)
  if (rule) return rule
  const near = suggestion(
    idOrName,
    rules.flatMap(({ id, name }) => [id, name]),
  )
  throw new UsageError(`there is no rule "${idOrName}"${near}`)
}
