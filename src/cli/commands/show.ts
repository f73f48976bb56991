import { planOrder } from '../../index.ts'
import { describeService } from '../describe/service.ts'
import type { OutputOptions } from '../output.ts'
import { serviceNamed } from '../service-named.ts'
import { type ServicesOptions, ServicesReader } from '../services.ts'
import { type CommandContext, detailInput, noteLosses, onlyTest } from './context.ts'

export interface ShowOptions extends OutputOptions, ServicesOptions {
  readonly format: 'table' | 'json'
  readonly only: readonly string[]
}

export async function showCommand(
  input: string,
  names: readonly string[],
  options: ShowOptions,
  { host, out }: CommandContext,
): Promise<number> {
  const services = await new ServicesReader(host, options, out).readOnly(input)
  // How the input was understood is nothing to whoever named a service that is not in it.
  if (names.every((name) => services.has(name))) detailInput(services, out)
  noteLosses(services, out)
  const wanted = onlyTest(options.only)
  const chosen = new Set(names.map((name) => serviceNamed(services, name)).filter(({ name }) => wanted(name)))
  const plan = planOrder(services, { start: 'all' })
  const shown = [...chosen].map((service) => describeService(services, plan, service))
  if (options.format === 'json') {
    const { showJson } = await import('../../report/show-json.ts')
    out.answer(showJson(services, shown))
  } else {
    const { showText } = await import('../../report/show-text.ts')
    out.answer(
      showText(shown, {
        palette: await out.palette(),
        columns: out.columns,
        whole: options.verbose ?? false,
      }),
    )
  }
  return 0
}
