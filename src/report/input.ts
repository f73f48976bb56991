import { count } from '../diagnostics/index.ts'
import type { Services, ServicesInput } from '../services/index.ts'
import { visible } from './escape.ts'
import { dirtyWords, jsonHive, replayLines } from './hive.ts'

/** What was read, and how it was understood: the first fields of every JSON answer about one input. */
export function jsonInput(services: Services): { input: object; windows: object; controlSet: object } {
  const input = services.inputs.find(({ role }) => role === 'input') ?? services.inputs[0]
  const base = services.inputs.find((other) => other.role === 'base' && other !== input)
  const { windows, controlSet } = services
  return {
    input: {
      ...(input ? jsonSource(input) : { file: null }),
      base: base ? jsonSource(base) : null,
      fragment: services.holds.fragment,
    },
    windows: { release: windows.release, reason: windows.reason, certainty: windows.certainty },
    controlSet: {
      number: controlSet.number,
      name: controlSet.name ?? null,
      root: controlSet.root,
      reason: controlSet.reason,
    },
  }
}

function jsonSource({ file, format, hive }: ServicesInput): object {
  return {
    file,
    kind: format.kind,
    header: format.header,
    encoding: format.encoding,
    hive: hive ? jsonHive(hive) : null,
  }
}

/** The same for people, a line each. */
export function inputLines(services: Services): string[] {
  const { windows, controlSet } = services
  const lines = services.inputs.map(
    (input) => `${input.role === 'base' ? 'base' : 'input'}: ${visible(input.file)} (${sourceText(input)})`,
  )
  if (hasNoControlSet(services))
    return [...lines, noControlSetLine(services), ...services.inputs.flatMap(replayLines)]
  lines.push(`windows: ${windows.title} (${windows.certainty}: ${visible(windows.reason)})`)
  lines.push(`control set: ${setText(controlSet)} (${visible(controlSet.reason)})`)
  return [...lines, ...mappingLines(services), ...services.inputs.flatMap(replayLines)]
}

function sourceText({ format, hive }: ServicesInput): string {
  if (hive) return `registry hive, version ${visible(hive.version)}`
  const what = format.kind === 'profile' ? 'bundled profile' : format.header
  return visible([what, format.encoding].filter(Boolean).join(', '))
}

/**
 * What was taken for granted, a line each: a release that nothing told, a control set that stands elsewhere, changes
 * that a transaction log brought.
 */
export function assumptionLines(services: Services): string[] {
  const { windows, controlSet, inputs } = services
  if (hasNoControlSet(services)) return [noControlSetLine(services), ...inputs.flatMap(replayLines)]
  const file = visible(inputs.at(-1)?.file ?? '')
  const lines: string[] = []
  if (windows.certainty === 'assumed')
    lines.push(`${file}: ${windows.title} is assumed (${visible(windows.reason)})`)
  if (!controlSet.standardRoot)
    lines.push(`${file}: control set read: ${setText(controlSet)} (${visible(controlSet.reason)})`)
  return [...lines, ...mappingLines(services), ...inputs.flatMap(replayLines)]
}

/** Whether there is nothing to judge or to order, so that what was assumed for it does not matter. */
export function hasNoControlSet({ controlSet }: Services): boolean {
  return controlSet.key === undefined
}

function noControlSetLine({ inputs }: Services): string {
  return `${visible(inputs.at(-1)?.file ?? '')}: it holds no control set, and so no service`
}

/** What of an input may be missing, in at most a line for each cause. `lint` has findings of it. */
export function lossLines(input: LossyInput): string[] {
  return lossWords(input).map((words) => `${visible(input.file)}: ${words}`)
}

/** The same of a base, with what keeps it from being one: one line, or none. */
export function baseLines({ inputs, all, ...services }: Services): string[] {
  const [base] = inputs
  if (base === undefined) return []
  const words = lossWords(base)
  if (services.controlSet.key === undefined) words.unshift('it holds no control set, and so no service')
  else if (all.length === 0) words.unshift('it holds no services')
  return words.length === 0 ? [] : [`base ${visible(base.file)}: ${words.join('; ')}`]
}

type LossyInput = Pick<ServicesInput, 'file' | 'hive' | 'diagnostics'> & {
  /** The option with which `lint` names all defects that were met. */
  readonly lintOption?: string
}

function lossWords({ file, hive, diagnostics, lintOption }: LossyInput): string[] {
  const dirty = dirtyWords({ diagnostics, ...(hive && { hive }) })
  const defects = diagnostics.filter(({ severity }) => severity === 'error').length
  const lint = ['svcsim lint', ...(lintOption === undefined ? [] : [lintOption]), argument(file)].join(' ')
  const names = defects === 1 ? 'names it' : 'names them'
  return [
    ...(dirty === undefined ? [] : [dirty]),
    ...(defects === 0
      ? []
      : [`${count(defects, 'defect')} met, so keys or values may be missing: ${lint} ${names}`]),
  ]
}

/** A file as one word of a command line. */
function argument(file: string): string {
  if (file === '<stdin>') return '-'
  return /\s/.test(file) ? `"${visible(file)}"` : visible(file)
}

/** What of an overlay was taken for the base's control set under another name. */
function mappingLines({ mappedFrom, controlSet, inputs }: Services): string[] {
  const file = visible(inputs.at(-1)?.file ?? '')
  return mappedFrom.map((set) => `${file}: ${visible(set)} is laid over ${setText(controlSet)} of the base`)
}

function setText({ name, root }: Services['controlSet']): string {
  if (name === undefined) return 'none'
  return root === '' ? `${visible(name)}, without a root` : visible(`${root}\\${name}`)
}
