import type { Severity } from '../diagnostics/index.ts'
import type { Rule } from '../rules/index.ts'

/** Numbers of a service key in Microsoft's words, and the words of every report. */

/** Microsoft: CreateServiceW, `dwStartType`. */
export const startNames: readonly string[] = ['boot', 'system', 'auto', 'demand', 'disabled']

/** KB 103000: who acts on each Start. */
export const startMeanings: readonly string[] = [
  'loaded by the boot loader',
  'loaded by the kernel when it initialises',
  'started by the Service Control Manager at every startup',
  'started when it is asked for, by Plug and Play or by a service that depends on it',
  'not started',
]

/** Microsoft: CreateServiceW, `dwErrorControl`. */
export const errorControlNames: readonly string[] = ['ignore', 'normal', 'severe', 'critical']

/** KB 103000 and Microsoft: CreateServiceW. */
export const errorControlMeanings: readonly string[] = [
  'if it fails, startup proceeds and nothing is said',
  'if it fails, startup proceeds and the failure is logged',
  'if it fails, restart with LastKnownGood; go on if that is already in use',
  'if it fails, restart with LastKnownGood; stop the startup if that is already in use',
]

/** Microsoft: CreateServiceW and SERVICE_STATUS, `dwServiceType`. */
const typeNames: ReadonlyMap<number, string> = new Map([
  [0x01, 'kernel driver'],
  [0x02, 'file system driver'],
  [0x04, 'adapter'],
  [0x08, 'file system recognizer'],
  [0x10, 'own process'],
  [0x20, 'shared process'],
  [0x50, 'user service, own process'],
  [0x60, 'user service, shared process'],
  [0xd0, 'user service instance, own process'],
  [0xe0, 'user service instance, shared process'],
  [0x110, 'own process, interactive'],
  [0x120, 'shared process, interactive'],
])

export function typeName(type: number): string {
  return typeNames.get(type) ?? `unknown type ${hexadecimal(type)}`
}

export function startName(start: number): string {
  return startNames[start] ?? `unknown start ${start}`
}

export function errorControlName(errorControl: number): string {
  return errorControlNames[errorControl] ?? `unknown ${errorControl}`
}

export function hexadecimal(number: number): string {
  return `0x${number.toString(16)}`
}

/** `1 service`, `2 services`. */
export function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** `1st`, `22nd`, `113th`. */
export function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

/** Releases as Microsoft sells them. */
const releaseNames: ReadonlyMap<string, string> = new Map([
  ['nt-3.51', 'Windows NT 3.51'],
  ['2000', 'Windows 2000'],
  ['xp', 'Windows XP'],
])

export function releaseName(release: string): string {
  return releaseNames.get(release) ?? `Windows ${release}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listing(items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** The severities that a rule may report, the worst first. */
export function severityNames({ severity, severities }: Rule): readonly Severity[] {
  return severities ?? (typeof severity === 'string' ? [severity] : [])
}
