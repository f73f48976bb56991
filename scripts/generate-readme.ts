/**
 * Rewrites the rule table of README.md and the rule names in the schema of the configuration from the rules:
 * `npm run readme`. Tests hold them equal.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { rules } from '../src/rules/index.ts'
import { replaceRuleNames } from './config-schema.ts'
import { replaceRuleTable } from './rule-table.ts'

const readme = new URL('../README.md', import.meta.url)
writeFileSync(readme, replaceRuleTable(readFileSync(readme, 'utf8'), rules))

const schema = new URL('../schemas/config.schema.json', import.meta.url)
writeFileSync(schema, replaceRuleNames(readFileSync(schema, 'utf8'), rules))
