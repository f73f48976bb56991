import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * What is made of an input is alive until it is judged, and garbage from then on. V8 collects when its young
 * generation is full, in the middle of an input as a rule, and copies what is alive twice before it lets go of it.
 * Collected between two inputs, next to nothing is alive: an export of 4 MB takes a quarter less processor time, and
 * two threads do not compete for the processor with each other's collectors.
 */
export class InputGarbage {
  private collectYoung: (() => void) | undefined

  /** To be called when all references to an input are gone, before the next one is read. */
  collect(): void {
    if (youngBytes() < worthCollecting) return
    this.collectYoung ??= youngCollector()
    this.collectYoung()
  }
}

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

let isAllowed = false

/** Makes collections possible in all threads; to be called before any of them is started. */
export function allowCollections(): void {
  if (isAllowed) return
  isAllowed = true
  if (Number.parseInt(process.versions.node, 10) <= lastTried)
    for (const flag of flags) setFlagsFromString(flag)
}

type Collector = (options: { readonly type: 'minor' }) => void

function youngCollector(): () => void {
  allowCollections()
  const gc: Collector | undefined = runInNewContext("typeof gc === 'function' ? gc : undefined")
  return () => gc?.({ type: 'minor' })
}
