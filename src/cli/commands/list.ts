import { isDelayed, type Service, sameName, startNames } from '../../index.ts'
import { defaultInput } from '../default-input.ts'
import { startOf } from '../describe/start.ts'
import type { OutputOptions } from '../output.ts'
import { type ServicesOptions, ServicesReader } from '../services.ts'
import { type CommandContext, detailInput, noteLosses, noteUnmatched, onlyTest } from './context.ts'

export interface ListOptions extends OutputOptions, ServicesOptions {
  readonly format: 'table' | 'json' | 'csv'
  readonly type?: 'driver' | 'service' | 'adapter'
  readonly start?: string
  readonly group?: string
  readonly only: readonly string[]
}

export async function listCommand(
  input: string | undefined,
  options: ListOptions,
  context: CommandContext,
): Promise<number> {
  const { host, out } = context
  const services = await new ServicesReader(host, options, out).readOnly(input ?? defaultInput(context))
  detailInput(services, out)
  noteLosses(services, out)
  noteUnmatched(options.only, [services], out)
  const isWanted = filterOf(options)
  // Machine formats hold every key of Services; for people, keys that are no service are only counted.
  const wanted = services.all.filter(isWanted)
  const starts = startOf(services)
  if (options.format === 'json') {
    const { listJson } = await import('../../report/list-json.ts')
    out.answer(listJson(services, wanted, starts))
    return 0
  }
  const { listCsv, listTable } = await import('../../report/list-table.ts')
  if (options.format === 'csv') {
    out.answer(listCsv(wanted, starts))
    return 0
  }
  const chosen = wanted.filter(({ kind }) => kind !== 'container')
  const containers = wanted.length - chosen.length
  out.answer(listTable(chosen, starts, { palette: await out.palette(), columns: out.columns, containers }))
  return 0
}

function filterOf({ type, start, group, only }: ListOptions): (service: Service) => boolean {
  const wanted = onlyTest(only)
  return (service) =>
    wanted(service.name) &&
    (type === undefined || service.kind === type) &&
    (start === undefined || hasStart(service, start)) &&
    (group === undefined || sameName(service.effective.group ?? '', group))
}

function hasStart(service: Service, wanted: string): boolean {
  const start = service.start?.value
  if (wanted === 'delayed') return start === startNames.indexOf('auto') && isDelayed(service)
  const name = startNames.indexOf(wanted)
  return start === (name === -1 ? Number(wanted) : name)
}
