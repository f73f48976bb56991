import { type ControlSimulation, type RunningSystem, systemAfterBoot } from '../index.ts'
import { type CommandContext, detailInput, noteLosses, noteUnmatched, onlyTest } from './commands/context.ts'
import { exitCodes, UsageError } from './exit.ts'
import type { OutputOptions } from './output.ts'
import { unknownName } from './service-named.ts'
import { type ServicesOptions, ServicesReader } from './services.ts'

export interface ControlCallOptions extends OutputOptions, ServicesOptions {
  readonly format: 'text' | 'json'
  readonly only: readonly string[]
}

/** What `start` and `stop` share: the system that a boot of the input, or of its base, leaves behind. */
export async function answerControlCall(
  input: string,
  name: string,
  simulate: (system: RunningSystem, name: string) => ControlSimulation | undefined,
  options: ControlCallOptions,
  { host, out }: CommandContext,
): Promise<number> {
  const reader = new ServicesReader(host, options, out)
  const services = await reader.read(input)
  reader.refuseUnusedLogs()
  const base = await reader.readBase()
  if (!services.has(name) && !base?.has(name))
    throw new UsageError(unknownName(name, services, ...(base ? [base] : [])))
  detailInput(services, out)
  noteLosses(services, out)
  noteUnmatched(options.only, base ? [services, base] : [services], out)
  const whole = simulate(systemAfterBoot(services, base), name)
  if (!whole) throw new Error(`${name} is in the model and not in its simulation`)
  const wanted = onlyTest(options.only)
  const shown = { ...whole, steps: whole.steps.filter((step) => wanted(step.name)) }
  if (options.format === 'json') {
    const { runningJson } = await import('../report/running-json.ts')
    out.answer(runningJson(services, shown))
  } else {
    const { runningText } = await import('../report/running-text.ts')
    out.answer(
      runningText(shown, {
        palette: await out.palette(),
        columns: out.columns,
        whole: out.isVerbose,
      }),
    )
  }
  return exitCodes.done
}
