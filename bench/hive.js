// The part of the bench that reads a binary hive: see run.js.
import { spawnSync } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folder, heading, measure, svcsim, table } from './measure.js'

const here = dirname(fileURLToPath(import.meta.url))
const mebibyte = 1 << 20

/** Other programs that write all of a hive as text: what each is called with. */
const peers = [
  { id: 'reglookup', program: 'reglookup', args: (file) => [file] },
  {
    id: 'hivexregedit',
    program: 'hivexregedit',
    args: (file) => ['--export', '--prefix', 'HKEY_LOCAL_MACHINE\\SYSTEM', file, '\\'],
  },
]

/** Made anew each time, which takes seconds: so it is never that of an older generator. */
function writeHive(cache, sizeMb) {
  const file = join(cache, `SYSTEM-${sizeMb}`)
  const generator = join(here, 'generate-hive.ts')
  const child = spawnSync(
    process.execPath,
    ['--import', 'tsx', generator, '--out', file, '--size-mb', String(sizeMb)],
    { cwd: join(here, '..'), encoding: 'utf8' },
  )
  if (child.status !== 0) throw new Error(`${generator}: exit code ${child.status}\n${child.stderr}`)
  return { file, counts: JSON.parse(child.stdout) }
}

function isInstalled({ program }) {
  return spawnSync(program, ['--help'], { stdio: 'ignore' }).error === undefined
}

export function benchHive({ runs, sizeMb, cache }) {
  const { file, counts } = writeHive(folder(cache), sizeMb)
  const size = statSync(file).size / mebibyte
  const installed = peers.filter(isInstalled)
  const read = `require('node:fs').readFileSync(${JSON.stringify(file)})`
  const commands = [
    { id: 'node', label: 'node -e 0', args: ['-e', '0'] },
    { id: 'floor', label: 'floor: readFileSync', args: ['-e', read] },
    { id: 'lint', label: 'svcsim lint', args: [svcsim, 'lint', file] },
    { id: 'order', label: 'svcsim order', args: [svcsim, 'order', file] },
    { id: 'json', label: 'svcsim convert --to json', args: [svcsim, 'convert', file, '--to', 'json'] },
    { id: 'reg', label: 'svcsim convert --to reg', args: [svcsim, 'convert', file, '--to', 'reg'] },
    ...installed.map(({ id, program, args }) => {
      const all = args(file)
      return {
        id,
        label: [program, ...all.filter((word) => word.startsWith('--e'))].join(' '),
        program,
        args: all,
      }
    }),
  ].map((command) => ({ ...command, answer: join(cache, `answer-${command.id}`) }))
  const results = new Map(measure(commands, runs).map((result) => [result.id, result]))
  const floor = results.get('floor').milliseconds

  console.log(heading(runs))
  console.log(
    `a hive of ${size.toFixed(1)} MiB: ${counts.keys} keys, ${counts.values} values, ${counts.services} services ` +
      'in each of two control sets; answers go to files',
  )
  const rows = [['', 'median ms', 'x floor', 'peak MiB', 'answer MiB']]
  for (const { label, milliseconds, peak, answer } of results.values())
    rows.push([
      label,
      milliseconds.toFixed(0),
      (milliseconds / floor).toFixed(2),
      peak === undefined ? '' : peak.toFixed(0),
      (statSync(answer).size / mebibyte).toFixed(1),
    ])
  for (const { answer } of results.values()) rmSync(answer)
  console.log(`\n${table(rows)}\n\n${table(targets(results, size))}`)
  for (const { program } of peers.filter((peer) => !installed.includes(peer)))
    console.log(`${program} is not installed: not compared`)
}

/** What each figure is held against. */
function targets(results, size) {
  const rows = [['', 'target', 'figure', '']]
  const hold = (title, target, figure, isMet) => rows.push([title, target, figure, isMet ? 'met' : 'MISSED'])
  const ratio = (of, to) => results.get(of).milliseconds / results.get(to).milliseconds
  for (const id of ['lint', 'order']) {
    const times = ratio(id, 'floor')
    hold(`${id}: time`, 'at most 3.00 x floor', `${times.toFixed(2)} x`, times <= 3)
  }
  for (const { id } of peers) {
    if (!results.has(id)) continue
    const times = ratio('json', id)
    hold('convert --to json: time', `less than 1.00 x ${id}`, `${times.toFixed(2)} x`, times < 1)
  }
  const most = size + 80
  for (const id of ['lint', 'order', 'json', 'reg']) {
    const { peak, label } = results.get(id)
    const title = label.replace('svcsim ', '')
    hold(
      `${title}: memory`,
      `at most ${most.toFixed(0)} MiB (file + 80)`,
      `${peak.toFixed(0)} MiB`,
      peak <= most,
    )
  }
  return rows
}
