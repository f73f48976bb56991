import type { Services, ServicesInput } from '../services/index.ts'
import { visible } from './escape.ts'
import { releaseName } from './terms.ts'

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

function jsonSource({ file, format }: ServicesInput): object {
  return { file, kind: format.kind, header: format.header, encoding: format.encoding }
}

/** The same for people, a line each. */
export function inputLines(services: Services): string[] {
  const { windows, controlSet } = services
  const lines = services.inputs.map(({ role, file, format }) => {
    const what = [format.kind === 'profile' ? 'bundled profile' : format.header, format.encoding]
    return `${role === 'base' ? 'base' : 'input'}: ${visible(file)} (${visible(what.filter(Boolean).join(', '))})`
  })
  const set = controlSet.name === undefined ? 'none' : visible(`${controlSet.root}\\${controlSet.name}`)
  lines.push(`windows: ${releaseName(windows.release)} (${windows.certainty}: ${visible(windows.reason)})`)
  lines.push(`control set: ${set} (${visible(controlSet.reason)})`)
  return lines
}
