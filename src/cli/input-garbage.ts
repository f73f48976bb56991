import process from 'node:process'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects the garbage of an input, where {@link allowCollections} was called; to be called when all references to it are gone, before the next one is read.
 *
 * What is made of an input is alive until it is judged, and garbage from then on. V8 collects when its young
 * generation is full, in the middle of an input as a rule, and copies what is alive twice before it lets go of it.
 * Collected between two inputs, next to nothing is alive: an export of 4 MB takes a quarter less processor time, and
 * two threads do not compete for the processor with each other's collectors.
 */
export function collectInput(): void {
  if (youngBytes() < worthCollecting) return
  collectYoung ??= youngCollector()
  collectYoung({ type: 'minor' })
}

type Collector = (options: { readonly type: 'minor' }) => void

/** Of this thread. */
let collectYoung: Collector | undefined

/** A collection takes as long as it does to make some of these bytes. */
const worthCollecting = 4_000_000

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_used_size ?? 0
}

/**
 * `--expose-gc`: contexts made from now on have the function gc. `--no-allocation-site-pretenuring`: objects that
 * survived for long at first are not put into the old generation straight away, where they would wait for a
 * collection of the whole heap.
 */
const flags = ['--expose-gc', '--no-allocation-site-pretenuring']

/** The latest release of Node with which the flags were tried: V8 complains on standard error of one that it lost. */
const lastTried = 26

/** Makes {@link collectInput} possible, in all threads: the main one calls this once, before it starts others. */
export function allowCollections(): void {
  if (Number.parseInt(process.versions.node, 10) <= lastTried)
    for (const flag of flags) setFlagsFromString(flag)
}

function youngCollector(): Collector {
  return runInNewContext("typeof gc === 'function' ? gc : () => undefined")
}
