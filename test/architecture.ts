import { posix } from 'node:path'
import ts from 'typescript'

/** What the files of one folder below src may import, beside themselves. */
interface Station {
  readonly folders: readonly string[]
  /** Folders of which only types may be imported. */
  readonly types?: readonly string[]
  readonly packages?: readonly string[]
  /** Whether other folders may import its files one by one: a run loads the one format that it writes. */
  readonly oneByOne?: boolean
  /** Whether it may meet the machine: node:* modules, process, console. */
  readonly machine?: boolean
}

/** Data flows one way: bytes, registry, services, then findings or a plan, then a report. */
const stations: ReadonlyMap<string, Station> = new Map([
  ['diagnostics', { folders: [] }],
  ['registry', { folders: ['diagnostics'] }],
  ['formats', { folders: ['registry', 'diagnostics'] }],
  ['services', { folders: ['registry', 'diagnostics'] }],
  ['planner', { folders: ['services', 'diagnostics'] }],
  ['rules', { folders: ['services', 'planner', 'diagnostics'] }],
  [
    'report',
    {
      folders: ['diagnostics'],
      types: ['services', 'planner', 'rules', 'registry'],
      packages: ['cli-table3'],
      oneByOne: true,
    },
  ],
  ['index.ts', { folders: ['diagnostics', 'registry', 'formats', 'services', 'planner', 'rules', 'report'] }],
  ['cli', { folders: ['index.ts', 'report'], packages: ['commander', 'chalk'], machine: true }],
])

const vagueNames: ReadonlySet<string> = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'misc',
  'manager',
])
const machineNames: ReadonlySet<string> = new Set(['process', 'console'])

/** The station of a file: its folder below src, or its own name where it stands in src itself. */
function stationOf(file: string): string {
  return file.split('/')[1] ?? ''
}

/** formats/reg and formats/hive are stations of their own towards each other; so is formats/detect.ts. */
function formatOf(file: string): string | undefined {
  return stationOf(file) === 'formats' ? file.split('/')[2] : undefined
}

function isRuleFile(file: string): boolean {
  return stationOf(file) === 'rules' && /^svc\d/i.test(posix.basename(file))
}

interface Import {
  readonly specifier: string
  readonly line: number
  readonly typeOnly: boolean
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}

/** Every specifier of `import`, `export … from`, `import()`, `import type` and `require()`. */
function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = []
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ specifier: specifier.text, line: lineOf(source, specifier), typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true)
    else if (ts.isCallExpression(node)) {
      const called = node.expression
      if (
        called.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(called) && called.text === 'require')
      )
        add(node.arguments[0], false)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Names that the file declares itself, as a variable or parameter. */
function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) &&
      ts.isIdentifier(node.name)
    )
      names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}

/** Uses of the globals `process` and `console`, also as `globalThis.process`; not properties that are named so. */
function machineUses(source: ts.SourceFile): { name: string; line: number }[] {
  const found: { name: string; line: number }[] = []
  const declared = declaredNames(source)
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && machineNames.has(node.text)) {
      const { parent } = node
      const ofGlobal =
        ts.isPropertyAccessExpression(parent) && parent.expression.getText(source) === 'globalThis'
      const isName =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        ((ts.isPropertyAssignment(parent) ||
          ts.isPropertySignature(parent) ||
          ts.isMethodDeclaration(parent)) &&
          parent.name === node)
      if (ofGlobal || !(isName || declared.has(node.text)))
        found.push({ name: node.text, line: lineOf(source, node) })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : `only ${names.join(', ')}`
}

/** What is wrong with one import, as the second half of a sentence; undefined when it is allowed. */
function importFault(file: string, { specifier, typeOnly }: Import): string | undefined {
  const from = stationOf(file)
  const station = stations.get(from)
  if (!station) return `stands in src/${from}, which the folder table does not know`
  if (!specifier.startsWith('.')) {
    if (specifier.startsWith('node:') && station.machine) return undefined
    if (station.packages?.includes(specifier)) return undefined
    return `imports ${specifier}: ${from} may import ${list([...(station.packages ?? []), ...(station.machine ? ['node:*'] : [])])} from outside`
  }
  const target = posix.normalize(posix.join(posix.dirname(file), specifier))
  if (!/\.(ts|json)$/.test(target)) return `imports ${specifier} without its extension`
  if (!target.startsWith('src/')) return `imports ${specifier}, which lies outside src`
  const to = stationOf(target)
  if (isRuleFile(file) && isRuleFile(target)) return `imports ${target}: a rule never imports another rule`
  if (to === from) {
    const [own, other] = [formatOf(file), formatOf(target)]
    return own === other ? undefined : `imports ${target}: formats never import each other`
  }
  const allowed = station.folders.includes(to) || (typeOnly && station.types?.includes(to))
  if (!allowed) {
    const types = station.types ? `, and the types of ${station.types.join(', ')}` : ''
    return `imports ${target}: ${from} may import ${list(station.folders)}${types}`
  }
  const isFormatFile = to === 'formats' && target.split('/').length === 3
  if (posix.basename(target) !== 'index.ts' && !isFormatFile && !stations.get(to)?.oneByOne)
    return `imports ${target}: across folders only index.ts is imported`
  return undefined
}

/**
 * The import rules of the project. Takes files by their path from the project's root (`src/rules/svc301.ts`) and
 * their text; returns one sentence per violation, in the order of the files.
 */
export function findViolations(files: ReadonlyMap<string, string>): string[] {
  const sentences: string[] = []
  for (const [file, text] of files) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    for (const part of file.replace(/\.\w+$/, '').split(/[/.-]/))
      if (vagueNames.has(part.toLowerCase()))
        sentences.push(`${file} is named "${part}", which says nothing of what it holds`)
    for (const one of importsOf(source)) {
      const fault = importFault(file, one)
      if (fault) sentences.push(`${file}:${one.line} ${fault}`)
    }
    if (stations.get(stationOf(file))?.machine) continue
    for (const { name, line } of machineUses(source))
      sentences.push(`${file}:${line} uses ${name}: only cli meets the machine`)
  }
  return sentences
}
