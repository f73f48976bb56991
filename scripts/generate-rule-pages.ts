/** Writes the pages of rules below docs/rules: `npm run docs`. A test holds them equal to the rules. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rulePagesFolder } from '../src/report/rule-page-uri.ts'
import { rules } from '../src/rules/index.ts'
import { rulePages } from './rule-pages.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const pages = rulePages(rules)
mkdirSync(join(root, rulePagesFolder), { recursive: true })
for (const name of readdirSync(join(root, rulePagesFolder)))
  if (name.endsWith('.md') && !pages.has(`${rulePagesFolder}${name}`))
    rmSync(join(root, rulePagesFolder, name))
for (const [path, text] of pages) writeFileSync(join(root, path), text)
console.log(`${pages.size} pages in ${rulePagesFolder}`)
