// The part of the bench that lints many files: see run.js.
import { copyFileSync, linkSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeExport } from './generate.js'
import { folder, heading, measure, svcsim, table } from './measure.js'

const mebibyte = 1 << 20
/** Different contents: more would take room on the disk and tell nothing. */
const variants = 10
/** As many as leave exports of 4 MB that large. */
const services = 500
const jobs = 2
const leastSpeedup = 1.7
const mostMebibytes = 400

/** A folder of so many names for a few different exports of that size. */
function manyExports(cache, files, sizeMb) {
  const contents = Array.from({ length: variants }, (_, index) => {
    const path = join(cache, `variant-${sizeMb}-${index}.reg`)
    writeExport(path, { sizeMb, seed: index + 1, services })
    return path
  })
  const many = join(cache, `many-${files}`)
  rmSync(many, { recursive: true, force: true })
  folder(many)
  for (let index = 0; index < files; index++)
    linkOrCopy(contents[index % variants], join(many, `system-${String(index).padStart(6, '0')}.reg`))
  return { many, bytes: contents.reduce((sum, path) => sum + statSync(path).size, 0) / variants }
}

function linkOrCopy(from, to) {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

export function benchMany({ runs, files, sizeMb, cache }) {
  const { many, bytes } = manyExports(folder(cache), files, sizeMb)
  const commands = [1, jobs].map((threads) => ({
    id: threads,
    label: `svcsim lint --format ndjson --jobs ${threads}`,
    args: [svcsim, 'lint', many, '--format', 'ndjson', '--jobs', String(threads)],
    answer: join(cache, `many-answer-${threads}.ndjson`),
  }))
  const [one, several] = measure(commands, runs, { memoryRuns: 1, warmUp: false })
  const isSame = readFileSync(one.answer).equals(readFileSync(several.answer))
  const ratios = one.times.map((time, round) => time / several.times[round]).sort((a, b) => a - b)
  const speedup = ratios[ratios.length >> 1]

  const rows = [['', 'median s', 'files/s', 'MiB/s', 'peak MiB']]
  for (const { label, milliseconds, peak } of [one, several]) {
    const perSecond = (files * 1000) / milliseconds
    rows.push([
      label,
      (milliseconds / 1000).toFixed(1),
      perSecond.toFixed(1),
      ((perSecond * bytes) / mebibyte).toFixed(0),
      peak.toFixed(0),
    ])
  }
  const verdict = (isMet) => (isMet ? 'met' : 'MISSED')
  console.log(heading(runs))
  console.log(`${files} exports of ${(bytes / mebibyte).toFixed(1)} MiB, ${variants} different ones`)
  console.log(table(rows))
  console.log(
    `throughput of ${jobs} threads: ${speedup.toFixed(2)} x that of 1, in the median of pairs of runs ` +
      `(${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}); at least ${leastSpeedup}: ${verdict(speedup >= leastSpeedup)}`,
  )
  console.log(`peak memory: at most ${mostMebibytes} MiB: ${verdict(several.peak <= mostMebibytes)}`)
  console.log(`the same bytes: ${verdict(isSame)}`)
  rmSync(many, { recursive: true })
}
