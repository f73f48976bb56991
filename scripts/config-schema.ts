import type { Rule } from '../src/rules/index.ts'

const begin = '    "ruleName": {\n      "enum": [\n'
const end = '\n      ]\n'

/** The schema of the configuration with the ids and names of all rules, which editors offer. */
export function replaceRuleNames(schema: string, rules: readonly Rule[]): string {
  const from = schema.indexOf(begin)
  const to = schema.indexOf(end, from)
  if (from === -1 || to === -1) throw new Error('config.schema.json lacks its list of rule names')
  const names = [...rules.map(({ id }) => id), ...rules.map(({ name }) => name)]
  const lines = names.map((name) => `        ${JSON.stringify(name)}`)
  return `${schema.slice(0, from + begin.length)}${lines.join(',\n')}${schema.slice(to)}`
}
