import {
  matchesGlob,
  type Phase,
  type Plan,
  type PlanOptions,
  planOrder,
  type Service,
  type Services,
  whyNoPlace,
} from '../../index.ts'
import { evidenceLines } from '../../report/evidence.ts'
import { hasNoControlSet } from '../../report/input.ts'
import { defaultInput } from '../default-input.ts'
import { type OrderingOptions, planOptionsWithImages } from '../order-options.ts'
import type { Output, OutputOptions } from '../output.ts'
import { type ServicesOptions, ServicesReader } from '../services.ts'
import { type CommandContext, noteInput, noteLosses, noteUnmatched, onlyTest } from './context.ts'

export interface OrderOptions extends OutputOptions, ServicesOptions, OrderingOptions {
  readonly format: 'table' | 'json'
  readonly start: 'boot' | 'system' | 'auto' | 'all'
  readonly only: readonly string[]
}

export async function orderCommand(
  input: string | undefined,
  options: OrderOptions,
  context: CommandContext,
): Promise<number> {
  const { host, out } = context
  const services = await new ServicesReader(host, options, out).readOnly(input ?? defaultInput(context))
  noteInput(services, out)
  noteLosses(services, out)
  noteUnmatched(options.only, [services], out)
  const planOptions: PlanOptions = { ...planOptionsWithImages(options, host), start: options.start }
  const plan = planOrder(services, planOptions)
  const shown = onlyOf(plan, options.only)
  if (options.format === 'json') {
    const { orderJson } = await import('../../report/order-json.ts')
    out.answer(orderJson(services, shown))
  } else {
    const { orderTable } = await import('../../report/order-table.ts')
    out.answer(orderTable(services, shown, { palette: await out.palette(), columns: out.columns }))
    // What tells the release has been said with the input.
    if (!hasNoControlSet(services))
      for (const { code, message, brief } of plan.notes)
        if (code !== 'release-assumed')
          out.note(brief === undefined || out.isVerbose ? message : `${brief} (--verbose names all)`)
  }
  if (out.isVerbose && !hasNoControlSet(services))
    for (const line of evidenceLines(plan.evidence)) out.note(line)
  noteWithoutPlace(services, plan, { ...planOptions, only: options.only }, out)
  return 0
}

/** Of how many services it is said why they have no place, for each --only. */
const mostExplained = 8

/** Says of services that an --only means why there is none of them among the steps that are shown. */
function noteWithoutPlace(
  services: Services,
  plan: Plan,
  { only, ...options }: PlanOptions & Pick<OrderOptions, 'only'>,
  out: Output,
): void {
  const shown = new Set(plan.phases.flatMap(({ steps }) => steps.map(({ service }) => service)))
  let elsewhere: ReadonlyMap<Service, Phase> | undefined
  for (const glob of only) {
    const meant = services.all.filter(({ name }) => matchesGlob(glob, name))
    if (meant.some((service) => shown.has(service))) continue
    for (const service of meant.slice(0, mostExplained)) {
      elsewhere ??= phasesOf(planOrder(services, { ...options, start: 'all' }))
      const phase = elsewhere.get(service)
      const why = phase === undefined ? whyNoPlace(services, service, options) : `it is in the ${phase} phase`
      out.note(`${service.name} is not among these: ${why}`)
    }
    const rest = meant.length - mostExplained
    if (rest > 0) out.note(`--only ${glob}: ${rest} more are not among these; svcsim show tells why`)
  }
}

function phasesOf({ phases }: Plan): Map<Service, Phase> {
  return new Map(phases.flatMap(({ phase, steps }) => steps.map(({ service }) => [service, phase])))
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
