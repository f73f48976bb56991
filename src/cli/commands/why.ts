import { explain, explainPair, planOrder } from '../../index.ts'
import { evidenceLines } from '../../report/evidence.ts'
import { type OrderingOptions, planOptionsWithImages } from '../order-options.ts'
import type { OutputOptions } from '../output.ts'
import { serviceNamed } from '../service-named.ts'
import { type ServicesOptions, ServicesReader } from '../services.ts'
import { type CommandContext, detailInput, noteLosses } from './context.ts'

export interface WhyOptions extends OutputOptions, ServicesOptions, OrderingOptions {
  readonly format: 'text' | 'json'
  readonly after?: string
}

export async function whyCommand(
  input: string,
  name: string,
  options: WhyOptions,
  { host, out }: CommandContext,
): Promise<number> {
  const services = await new ServicesReader(host, options, out).readOnly(input)
  const service = serviceNamed(services, name)
  const other = options.after === undefined ? undefined : serviceNamed(services, options.after)
  detailInput(services, out)
  noteLosses(services, out)
  const planOptions = planOptionsWithImages(options, host)
  const plan = planOrder(services, { ...planOptions, start: 'all' })
  if (out.isVerbose) for (const line of evidenceLines(plan.evidence)) out.note(line)
  const context = { services, plan, options: planOptions }
  const explanation = other === undefined ? explain(context, service) : explainPair(context, service, other)
  if (options.format === 'json') {
    const { whyJson } = await import('../../report/why-json.ts')
    out.answer(whyJson(services, explanation))
  } else {
    const { whyText } = await import('../../report/why-text.ts')
    out.answer(whyText(explanation, { palette: await out.palette(), columns: out.columns }))
  }
  return 0
}
