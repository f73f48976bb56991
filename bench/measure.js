// What every bench does: rounds of commands one after the other, medians, peak memory, tables.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
export const svcsim = join(here, '..', 'bin', 'svcsim.js')
export const defaultCache = join(here, '.cache')

export function requireBuild() {
  if (!existsSync(join(here, '..', 'dist', 'cli.js')))
    throw new Error('nothing to measure: run "npm run build" first')
}

/** A folder that is there, for inputs and answers. */
export function folder(path) {
  mkdirSync(path, { recursive: true })
  return path
}

/**
 * Runs a command once: Node with `args`, or `program` with them. Anything but the exit codes 0 and 1 (lint found
 * something) is an error here. What it answers goes to the file `answer`, or nowhere.
 */
function run({ program = process.execPath, args, answer }, { nodeOptions = [], descriptors = [] } = {}) {
  const output = answer === undefined ? 'ignore' : openSync(answer, 'w')
  const start = process.hrtime.bigint()
  const child = spawnSync(program, [...nodeOptions, ...args], {
    stdio: ['ignore', output, 'pipe', ...descriptors],
    maxBuffer: 1 << 28,
  })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  if (answer !== undefined) closeSync(output)
  if (child.status !== 0 && child.status !== 1)
    throw new Error(`${program} ${args.join(' ')}: exit code ${child.status}\n${child.error ?? child.stderr}`)
  return { milliseconds, child }
}

function peakMebibytes(command) {
  const nodeOptions = ['--require', join(here, 'peak.cjs')]
  const { child } = run(command, { nodeOptions, descriptors: ['pipe'] })
  return Number(child.output[3].toString()) / 1024
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The commands with their times, the median of them and, of those that Node runs, their peak memory. */
export function measure(commands, runs, { memoryRuns = 2, warmUp = true } = {}) {
  if (warmUp) for (const command of commands) run(command)
  const times = commands.map(() => [])
  for (let round = 0; round < runs; round++) {
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1} of ${runs} `)
    commands.forEach((command, index) => {
      times[index].push(run(command).milliseconds)
    })
  }
  if (process.stderr.isTTY) process.stderr.write('\r')
  return commands.map((command, index) => {
    const isNode = command.program === undefined
    const peaks = Array.from({ length: isNode ? memoryRuns : 0 }, () => peakMebibytes(command))
    return {
      ...command,
      times: times[index],
      milliseconds: median(times[index]),
      peak: isNode ? Math.max(...peaks) : undefined,
    }
  })
}

export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
  return rows.map((row) => line(row).join('  ').trimEnd()).join('\n')
}

/** What was measured, where. */
export function heading(runs) {
  const { version } = JSON.parse(readFileSync(join(here, '..', 'package.json'), 'utf8'))
  return (
    `svcsim ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} cores, ` +
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB; medians of ${runs}`
  )
}
