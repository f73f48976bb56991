// Measures svcsim against the floor: reading the same file into one string with a bare Node.
//
//   npm run bench                      medians of five, 100 MB
//   npm run bench -- --huge            a 1 GB export as well
//   npm run bench -- --runs 9 --size-mb 200 --cache FOLDER
//
// Every round runs each command once, one after the other, so that a slow spell of the machine meets them all.
// Times are taken without any hook in the child; peak memory in runs of its own.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeExport } from './generate.js'

const here = dirname(fileURLToPath(import.meta.url))
const svcsim = join(here, '..', 'bin', 'svcsim.js')
const memoryRuns = 2

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    'size-mb': { type: 'string', default: '100' },
    'huge-mb': { type: 'string', default: '1024' },
    huge: { type: 'boolean', default: false },
    cache: { type: 'string', default: join(here, '.cache') },
  },
})
const runs = Number(options.runs)

/** The input of that size, made once: the generator gives the same bytes for the same size. */
function input(sizeMb) {
  mkdirSync(options.cache, { recursive: true })
  const path = join(options.cache, `system-${sizeMb}.reg`)
  const intended = sizeMb * 1024 * 1024
  if (!existsSync(path) || Math.abs(statSync(path).size - intended) > 1 << 20) {
    console.error(`writing ${path}`)
    writeExport(path, { sizeMb })
  }
  return path
}

/** Runs Node once; anything but the exit codes 0 and 1 (lint found something) is an error here. */
function run(args, { descriptors = [] } = {}) {
  const start = process.hrtime.bigint()
  const child = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', ...descriptors] })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  if (child.status !== 0 && child.status !== 1)
    throw new Error(`node ${args.join(' ')}: exit code ${child.status}\n${child.stderr}`)
  return { milliseconds, child }
}

function peakMebibytes(args) {
  const { child } = run(['--require', join(here, 'peak.cjs'), ...args], { descriptors: ['pipe'] })
  return Number(child.output[3].toString()) / 1024
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function measure(commands) {
  for (const { args } of commands) run(args)
  const times = commands.map(() => [])
  for (let round = 0; round < runs; round++) {
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1} of ${runs} `)
    commands.forEach(({ args }, index) => {
      times[index].push(run(args).milliseconds)
    })
  }
  return commands.map((command, index) => {
    const peaks = Array.from({ length: memoryRuns }, () => peakMebibytes(command.args))
    return { ...command, milliseconds: median(times[index]), peak: Math.max(...peaks) }
  })
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
  return rows.map((row) => line(row).join('  ').trimEnd()).join('\n')
}

if (!existsSync(join(here, '..', 'dist', 'cli.js')))
  throw new Error('nothing to measure: run "npm run build" first')
const file = input(Number(options['size-mb']))
const read = `require('node:fs').readFileSync(${JSON.stringify(file)}).toString('utf16le')`
const size = `${options['size-mb']} MB`
const commands = [
  { id: 'node', label: 'node -e 0', args: ['-e', '0'] },
  { id: 'version', label: 'svcsim --version', args: [svcsim, '--version'] },
  { id: 'floor', label: `floor: readFileSync + toString, ${size}`, args: ['-e', read] },
  { id: 'lint', label: `svcsim lint, ${size}`, args: [svcsim, 'lint', file] },
  { id: 'order', label: `svcsim order, ${size}`, args: [svcsim, 'order', file] },
]
if (options.huge) {
  const huge = input(Number(options['huge-mb']))
  commands.push({ id: 'huge', label: `svcsim lint, ${options['huge-mb']} MB`, args: [svcsim, 'lint', huge] })
}

const results = measure(commands)
const of = (id) => results.find((result) => result.id === id)
const [node, floor, lint] = [of('node'), of('floor'), of('lint')]

/** What each figure is held against: `value` at most `limit`. */
const targets = new Map([
  [
    'version',
    (result) => ({ text: 'at most 1.4 x node -e 0', met: result.milliseconds <= 1.4 * node.milliseconds }),
  ],
  [
    'lint',
    (result) => ({
      text: 'at most 2.0 x floor, 160 MiB',
      met: result.milliseconds <= 2 * floor.milliseconds && result.peak <= 160,
    }),
  ],
  [
    'huge',
    (result) => ({
      text: `at most ${(lint.peak * 1.1).toFixed(0)} MiB (lint + 10 %)`,
      met: result.peak <= 1.1 * lint.peak,
    }),
  ],
])

const rows = [['', 'median ms', 'x floor', 'x node', 'peak MiB', 'target', '']]
for (const result of results) {
  const target = targets.get(result.id)?.(result)
  rows.push([
    result.label,
    result.milliseconds.toFixed(0),
    (result.milliseconds / floor.milliseconds).toFixed(2),
    (result.milliseconds / node.milliseconds).toFixed(2),
    result.peak.toFixed(0),
    target?.text ?? '',
    target === undefined ? '' : target.met ? 'met' : 'MISSED',
  ])
}
if (process.stderr.isTTY) process.stderr.write('\r')
const { version } = JSON.parse(readFileSync(join(here, '..', 'package.json'), 'utf8'))
console.log(
  `svcsim ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} cores, ` +
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB; medians of ${runs}`,
)
console.log(table(rows))
