/** The longest that reading one small input may take. */
const limit = 2000

/**
 * Does what must not hang. Time spent computing counts, not time on the clock: a reader never waits for anything, so
 * the difference is that of a busy machine.
 * @throws Error that gives both times
 */
export function withoutHang<T>(act: () => T): T {
  const start = performance.now()
  const startCpu = process.cpuUsage()
  const result = act()
  const took = performance.now() - start
  // As long as the clock has not gone that far there is no need to look closer.
  if (took < limit) return result
  const { user, system } = process.cpuUsage(startCpu)
  const computed = (user + system) / 1000
  const times = `${took.toFixed(0)} ms on the clock, ${computed.toFixed(0)} ms of them computing`
  if (computed >= limit) throw new Error(times)
  console.warn(`not a hang: ${times}`)
  return result
}
