/** Rewrites the rule table of README.md from the rules: `npm run readme`. A test holds the two equal. */
import { readFileSync, writeFileSync } from 'node:fs'
import { rules } from '../src/rules/index.ts'
import { replaceRuleTable } from './rule-table.ts'

const readme = new URL('../README.md', import.meta.url)
writeFileSync(readme, replaceRuleTable(readFileSync(readme, 'utf8'), rules))
