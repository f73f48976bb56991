import {
  type ControlSimulation,
  type RunningSystem,
  type Service,
  type Services,
  systemAfterBoot,
} from '../index.ts'
import { hasNoControlSet } from '../report/input.ts'
import { type CommandContext, detailInput, noteLosses, noteUnmatched, onlyTest } from './commands/context.ts'
import { exitCodes, UsageError } from './exit.ts'
import type { OutputOptions } from './output.ts'
import { type ServicesOptions, ServicesReader } from './services.ts'
import { suggestion } from './suggestion.ts'

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
    throw new UsageError(unknownName(base ?? services, services, name))
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

/** StartService takes the key name; people know services by the names that Windows displays. */
function unknownName(base: Services, services: Services, name: string): string {
  const where = services.inputs.at(-1)?.file ?? 'the input'
  const none = hasNoControlSet(services) ? ', which holds no control set' : ''
  const displayed = byDisplayName(services, name) ?? byDisplayName(base, name)
  const near = displayed
    ? `; that is what ${displayed.name} is called on screen: give its key name, "${displayed.name}"`
    : suggestion(name, names(services, base))
  return `there is no service "${name}" in ${where}${none}${near}`
}

function byDisplayName({ all }: Services, name: string): Service | undefined {
  const wanted = name.toLowerCase()
  return all.find(({ displayName }) => displayName?.value.toLowerCase() === wanted)
}

function* names(...models: readonly Services[]): Generator<string> {
  for (const { all } of models) for (const { name } of all) yield name
}
