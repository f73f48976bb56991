// Measures svcsim against the floor: reading the same file with a bare Node (.reg text into one string).
//
//   npm run bench                      a .reg export of 100 MB, medians of five
//   npm run bench -- --huge            an export of 1 GB as well
//   npm run bench -- --hive            a binary hive of 40 MB instead, also against reglookup and hivexregedit --export
//   npm run bench -- --many            1,000 exports of 4 MB through two worker threads, against one thread
//   npm run bench -- --runs 9 --size-mb 200 --cache FOLDER
//
// Every round runs each command once, one after the other, so that a slow spell of the machine meets them all.
// Times are taken without any hook in the child; peak memory in runs of its own. Answers about text are thrown away;
// those about a hive, which are large, go to files as with a redirection, and so do those of the other programs.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeExport } from './generate.js'
import { benchHive } from './hive.js'
import { benchMany } from './many.js'
import { defaultCache, folder, heading, measure, requireBuild, svcsim, table } from './measure.js'

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string' },
    'size-mb': { type: 'string' },
    'huge-mb': { type: 'string', default: '1024' },
    huge: { type: 'boolean', default: false },
    hive: { type: 'boolean', default: false },
    many: { type: 'boolean', default: false },
    files: { type: 'string', default: '1000' },
    cache: { type: 'string', default: defaultCache },
  },
})
const runs = Number(options.runs ?? (options.many ? 3 : 5))
requireBuild()
if (options.hive) benchHive({ runs, sizeMb: Number(options['size-mb'] ?? 40), cache: options.cache })
else if (options.many)
  benchMany({
    runs,
    files: Number(options.files),
    sizeMb: Number(options['size-mb'] ?? 4),
    cache: options.cache,
  })
else benchText(Number(options['size-mb'] ?? 100))

/** The input of that size, made once: the generator gives the same bytes for the same size. */
function input(sizeMb) {
  const path = join(folder(options.cache), `system-${sizeMb}.reg`)
  const intended = sizeMb * 1024 * 1024
  if (!existsSync(path) || Math.abs(statSync(path).size - intended) > 1 << 20) {
    console.error(`writing ${path}`)
    writeExport(path, { sizeMb })
  }
  return path
}

function benchText(sizeMb) {
  const file = input(sizeMb)
  const read = `require('node:fs').readFileSync(${JSON.stringify(file)}).toString('utf16le')`
  const size = `${sizeMb} MB`
  const commands = [
    { id: 'node', label: 'node -e 0', args: ['-e', '0'] },
    { id: 'version', label: 'svcsim --version', args: [svcsim, '--version'] },
    { id: 'floor', label: `floor: readFileSync + toString, ${size}`, args: ['-e', read] },
    { id: 'lint', label: `svcsim lint, ${size}`, args: [svcsim, 'lint', file] },
    { id: 'order', label: `svcsim order, ${size}`, args: [svcsim, 'order', file] },
  ]
  if (options.huge) {
    const huge = input(Number(options['huge-mb']))
    commands.push({
      id: 'huge',
      label: `svcsim lint, ${options['huge-mb']} MB`,
      args: [svcsim, 'lint', huge],
    })
  }
  const results = measure(commands, runs)
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
  console.log(heading(runs))
  console.log(table(rows))
}
