import { type Host, processHost } from './host.ts'

/** The package's version; put in by the build. */
declare const SVCSIM_VERSION: string

/**
 * Runs one command line and returns the exit code. Nothing is loaded before it is needed: a lone `--version` answers
 * without the option parser.
 */
export async function main(host: Host = processHost()): Promise<number> {
  const [first, ...rest] = host.argv
  if (rest.length === 0 && (first === '--version' || first === '-V')) {
    host.stdout.write(`${SVCSIM_VERSION}\n`)
    return 0
  }
  const { run } = await import('./run.ts')
  return run(host, SVCSIM_VERSION)
}
