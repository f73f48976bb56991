import { type Plan, planOrder } from '../../index.ts'
import { hasNoControlSet } from '../../report/input.ts'
import type { OutputOptions } from '../output.ts'
import { defaultInput, type ServicesOptions, ServicesReader } from '../services.ts'
import { type CommandContext, noteInput, noteLosses, noteUnmatched, onlyTest } from './context.ts'

export interface OrderOptions extends OutputOptions, ServicesOptions {
  readonly format: 'table' | 'json'
  readonly start: 'boot' | 'system' | 'auto' | 'all'
  readonly algorithm?: 'classic' | 'modern'
  readonly startOverride: boolean
  readonly bootFs: string
  readonly assumeTags?: boolean
  readonly measuredBoot?: boolean
  readonly only: readonly string[]
}

export async function orderCommand(
  input: string | undefined,
  options: OrderOptions,
  { host, out }: CommandContext,
): Promise<number> {
  const services = await new ServicesReader(host, options, out).readOnly(input ?? defaultInput(host, out))
  noteInput(services, out)
  noteLosses(services, out)
  noteUnmatched(options.only, [services], out)
  const plan = planOrder(services, {
    start: options.start,
    startOverride: options.startOverride,
    bootFileSystem: options.bootFs.toLowerCase() === 'none' ? null : options.bootFs,
    assumeTags: options.assumeTags ?? false,
    measuredBoot: options.measuredBoot ?? false,
    ...(options.algorithm === undefined ? {} : { algorithm: options.algorithm }),
  })
  const shown = onlyOf(plan, options.only)
  if (options.format === 'json') {
    const { orderJson } = await import('../../report/order-json.ts')
    out.answer(orderJson(services, shown))
  } else {
    const { orderTable } = await import('../../report/order-table.ts')
    out.answer(orderTable(services, shown, { palette: await out.palette(), columns: out.columns }))
    // What tells the release has been said with the input.
    if (!hasNoControlSet(services))
      for (const { code, message } of plan.notes) if (code !== 'release-assumed') out.note(message)
  }
  return 0
}

/** The whole order is simulated; the steps that are asked for keep their positions in it. */
function onlyOf(plan: Plan, only: readonly string[]): Plan {
  const wanted = onlyTest(only)
  return {
    ...plan,
    phases: plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.filter(({ service }) => wanted(service.name)),
    })),
  }
}
