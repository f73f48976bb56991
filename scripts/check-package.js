// Packs the project, installs the tarball into an empty folder and uses it as a stranger would: the command, an
// import, and the types under both module resolutions. Run it with the Node that is to be checked:
//
//   node scripts/check-package.js
//   npx -y -p node@24 node scripts/check-package.js
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const largestTarball = 600_000
const needed = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'bin/svcsim.js',
  'dist/index.js',
  'dist/cli.js',
  'dist/lint-worker.js',
  'dist/types/index.d.ts',
]
const allowed =
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|bin\/[^/]+\.js|dist\/.+\.(js|d\.ts)|docs\/.+\.md|schemas\/[^/]+\.json|action\.yml|templates\/gitlab-ci\.yml|\.pre-commit-hooks\.yaml)$/

const sample = `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\sampldrv]
"Type"=dword:00000001
"Start"=dword:00000003
"ErrorControl"=dword:00000001
"ImagePath"=hex(2):73,00,2e,00,73,00,79,00,73,00,00,00
`

const consumer = `import { lint, planOrder, readReg, readServices, type Finding, type Plan } from 'svcsim'

const source = new Uint8Array([...${JSON.stringify(sample)}].map((letter) => letter.charCodeAt(0)))
const services = await readServices(readReg(source, { file: 'sample.reg' }))
export const plan: Plan = planOrder(services, { start: 'boot' })
export const findings: readonly Finding[] = lint(services).findings
// @ts-expect-error: the types are real, not any
export const wrong: number = plan
`

const importer = `import { lint, planOrder, readReg, readServices } from 'svcsim'

const registry = readReg(Buffer.from(${JSON.stringify(sample)}), { file: 'sample.reg' })
const services = await readServices(registry)
if (services.all.length !== 1) throw new Error('one service expected')
if (!Array.isArray(lint(services).findings)) throw new Error('findings expected')
if (!Array.isArray(planOrder(services).phases)) throw new Error('phases expected')
console.log('imported')
`

/** What an npx around this script was asked to run, and where, is not for the npm and npx that it starts itself. */
const environment = { ...process.env }
for (const name of ['npm_config_package', 'npm_config_call', 'npm_config_local_prefix'])
  delete environment[name]

/** Runs a program to its end; an exit code other than the expected one ends the check. */
function run(program, args, { cwd, expected = 0 }) {
  // npm and npx are command scripts on Windows, which only a shell starts.
  const shell = process.platform === 'win32' && program !== process.execPath
  const child = spawnSync(program, args, { cwd, shell, env: environment, encoding: 'utf8' })
  if (child.error) throw child.error
  if (child.status !== expected)
    throw new Error(`${program} ${args.join(' ')}: exit code ${child.status}\n${child.stdout}${child.stderr}`)
  return child.stdout
}

function check(holds, sentence) {
  if (!holds) throw new Error(sentence)
  console.log(`  ${sentence}`)
}

function pack(folder) {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: root }),
  )
  const tarball = join(folder, packed.filename)
  const files = packed.files.map((file) => file.path)
  const missing = needed.filter((file) => !files.includes(file))
  check(
    missing.length === 0,
    `the tarball holds all it needs${missing.map((file) => ` but ${file}`).join('')}`,
  )
  const foreign = files.filter((file) => !allowed.test(file))
  check(
    foreign.length === 0,
    `the tarball holds nothing else${foreign.map((file) => ` but ${file}`).join('')}`,
  )
  const { size } = statSync(tarball)
  check(size < largestTarball, `the tarball has ${size} bytes, less than ${largestTarball}`)
  return tarball
}

function install(folder, tarball) {
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n')
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], { cwd: folder })
}

function useCommand(folder) {
  const svcsim = (...args) => run('npx', ['--no-install', 'svcsim', ...args], { cwd: folder })
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  check(svcsim('--version').trim() === version, `svcsim --version says ${version}`)
  const order = svcsim('order', '@windows-10', '--start', 'boot', '--format', 'json')
  const steps = JSON.parse(order).phases[0].steps.map((step) => step.service)
  check(
    steps.includes('ACPI') && steps.length > 30,
    `svcsim order @windows-10 --start boot lists ${steps.length} drivers`,
  )
  check(svcsim('order', '@windows-10', '--start', 'boot').includes('ACPI'), 'and prints them as a table')
  writeFileSync(join(folder, 'sample.reg'), sample)
  const report = JSON.parse(svcsim('lint', 'sample.reg', '--format', 'json'))
  check(report.summary.services === 1 && report.summary.errors === 0, 'svcsim lint reads a .reg file')
  writeFileSync(join(folder, 'other.reg'), sample)
  const lines = svcsim('lint', 'sample.reg', 'other.reg', '--format', 'ndjson', '--jobs', '2').match(
    /"type":"input"/g,
  )
  check(lines?.length === 2, 'and several in worker threads')
}

function useTypes(folder) {
  writeFileSync(join(folder, 'consumer.ts'), consumer)
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])
    for (const skipLibCheck of [true, false]) {
      const compilerOptions = {
        strict: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2022'],
        types: [],
        module,
        moduleResolution,
        skipLibCheck,
      }
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, files: ['consumer.ts'] }),
      )
      run(process.execPath, [tsc, '--project', folder], { cwd: folder })
      check(true, `types hold with moduleResolution ${moduleResolution}, skipLibCheck ${skipLibCheck}`)
    }
}

function useImport(folder) {
  writeFileSync(join(folder, 'importer.js'), importer)
  check(
    run(process.execPath, ['importer.js'], { cwd: folder }).trim() === 'imported',
    "import from 'svcsim' works",
  )
}

const folder = mkdtempSync(join(tmpdir(), 'svcsim-package-'))
try {
  console.log(`package on Node ${process.versions.node}`)
  const tarball = pack(folder)
  const home = join(folder, 'consumer')
  mkdirSync(home)
  install(home, tarball)
  useCommand(home)
  useTypes(home)
  useImport(home)
} catch (error) {
  console.error(`package check failed: ${error.message}`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
