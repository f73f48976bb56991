import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findViolations } from './architecture.ts'

const root = join(import.meta.dirname, '..')

function readSources(): Map<string, string> {
  const files = new Map<string, string>()
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.ts')) {
      const file = `src/${name.replaceAll('\\', '/')}`
      files.set(file, readFileSync(join(root, file), 'utf8'))
    }
  return files
}

/** A planted file and the sentence that must come of it. */
const planted: readonly (readonly [file: string, text: string, sentence: string])[] = [
  [
    'src/diagnostics/place.ts',
    "import { upcase } from '../registry/index.ts'",
    'src/diagnostics/place.ts:1 imports src/registry/index.ts: diagnostics may import nothing',
  ],
  [
    'src/registry/key.ts',
    "\nexport * from '../services/index.ts'",
    'src/registry/key.ts:2 imports src/services/index.ts: registry may import only diagnostics',
  ],
  [
    'src/formats/reg/parse.ts',
    "import { readHive } from '../hive/index.ts'",
    'src/formats/reg/parse.ts:1 imports src/formats/hive/index.ts: formats never import each other',
  ],
  [
    'src/formats/detect.ts',
    "import { readReg } from './reg/index.ts'",
    'src/formats/detect.ts:1 imports src/formats/reg/index.ts: formats never import each other',
  ],
  [
    'src/services/services.ts',
    "const lazy = () => import('../formats/reg/index.ts')",
    'src/services/services.ts:1 imports src/formats/reg/index.ts: services may import only registry, diagnostics',
  ],
  [
    'src/planner/plan.ts',
    "type T = import('../rules/index.ts').Rule",
    'src/planner/plan.ts:1 imports src/rules/index.ts: planner may import only services, diagnostics',
  ],
  [
    'src/rules/svc301.ts',
    "import type { RegistryKey } from '../registry/index.ts'",
    'src/rules/svc301.ts:1 imports src/registry/index.ts: rules may import only services, planner, diagnostics',
  ],
  [
    'src/rules/svc301.ts',
    "import { dependencyMissing } from './svc302.ts'",
    'src/rules/svc301.ts:1 imports src/rules/svc302.ts: a rule never imports another rule',
  ],
  [
    'src/report/json.ts',
    "import { writeFileSync } from 'node:fs'",
    'src/report/json.ts:1 imports node:fs: report may import only cli-table3 from outside',
  ],
  [
    'src/report/json.ts',
    "import { planOrder } from '../planner/index.ts'",
    'src/report/json.ts:1 imports src/planner/index.ts: report may import only diagnostics, and the types of services, planner, rules, registry',
  ],
  [
    'src/report/table.ts',
    "import chalk from 'chalk'",
    'src/report/table.ts:1 imports chalk: report may import only cli-table3 from outside',
  ],
  [
    'src/report/table.ts',
    'export const f = () => console.log(1)',
    'src/report/table.ts:1 uses console: only cli meets the machine',
  ],
  [
    'src/planner/plan.ts',
    "\n\nconst home = process.env['HOME']",
    'src/planner/plan.ts:3 uses process: only cli meets the machine',
  ],
  [
    'src/planner/plan.ts',
    'export const process = globalThis.process',
    'src/planner/plan.ts:1 uses process: only cli meets the machine',
  ],
  [
    'src/index.ts',
    'const out = globalThis.process',
    'src/index.ts:1 uses process: only cli meets the machine',
  ],
  [
    'src/index.ts',
    "export { main } from './cli/main.ts'",
    'src/index.ts:1 imports src/cli/main.ts: index.ts may import only diagnostics, registry, formats, services, planner, rules, report',
  ],
  [
    'src/cli/commands/lint.ts',
    "import { readServices } from '../../services/index.ts'",
    'src/cli/commands/lint.ts:1 imports src/services/index.ts: cli may import only index.ts, report',
  ],
  [
    'src/cli/main.ts',
    "import ora from 'ora'",
    'src/cli/main.ts:1 imports ora: cli may import only commander, chalk, node:* from outside',
  ],
  [
    'src/services/services.ts',
    "import { upcase } from '../registry/names.ts'",
    'src/services/services.ts:1 imports src/registry/names.ts: across folders only index.ts is imported',
  ],
  [
    'src/services/services.ts',
    "import { x } from './service'",
    'src/services/services.ts:1 imports ./service without its extension',
  ],
  [
    'src/odd/odd.ts',
    "import './x.ts'",
    'src/odd/odd.ts:1 stands in src/odd, which the folder table does not know',
  ],
  [
    'src/rules/rule-utils.ts',
    '',
    'src/rules/rule-utils.ts is named "utils", which says nothing of what it holds',
  ],
]

/** Things that look like violations and are none. */
const innocent: readonly (readonly [file: string, text: string])[] = [
  ['src/report/json.ts', "import type { Plan } from '../planner/index.ts'"],
  ['src/report/table.ts', "import Table from 'cli-table3'"],
  ['src/cli/commands/lint.ts', "const pretty = () => import('../../report/lint-pretty.ts')"],
  ['src/rules/index.ts', "export * from './svc301.ts'\nimport { lint } from './lint.ts'"],
  [
    'src/rules/svc301.ts',
    "// import { readFileSync } from 'node:fs'\nconst text = 'console.log(process.env)'",
  ],
  ['src/planner/plan.ts', 'const step = { process: 1 }\nexport const number = step.process'],
  [
    'src/cli/main.ts',
    "import { lint } from '../index.ts'\nimport { readFileSync } from 'node:fs'\nprocess.exitCode = 1",
  ],
  ['src/index.ts', "export * from './formats/detect.ts'\nexport * from './formats/reg/index.ts'"],
]

describe('architecture', () => {
  it('holds in src', () => {
    const sources = readSources()
    expect(sources.size).toBeGreaterThan(10)
    expect(findViolations(sources)).toEqual([])
  })

  for (const [file, text, sentence] of planted)
    it(`finds what is planted in ${file}: ${text.trim()}`, () => {
      expect(findViolations(new Map([[file, text]]))).toEqual([sentence])
    })

  for (const [file, text] of innocent)
    it(`allows in ${file}: ${text.replaceAll('\n', '; ')}`, () => {
      expect(findViolations(new Map([[file, text]]))).toEqual([])
    })

  it('finds a violation planted among the real files', () => {
    const sources = readSources()
    sources.set('src/registry/planted.ts', "import { writeFileSync } from 'node:fs'")
    expect(findViolations(sources)).toContain(
      'src/registry/planted.ts:1 imports node:fs: registry may import nothing from outside',
    )
  })
})
