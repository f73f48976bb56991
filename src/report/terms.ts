import type { Severity } from '../diagnostics/index.ts'
import type { Rule } from '../rules/index.ts'
import type { Service } from '../services/index.ts'

/** `a`, `a and b`, `a, b and c`. */
export function listing(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

const disabled = 4

/** `boot start`, `disabled`; undefined where no Start is stored, or where it counts for nothing, as an adapter's. */
export function startPhrase({ kind, start, effective }: Service): string | undefined {
  if (start === undefined || kind === 'adapter') return undefined
  return start.value < disabled ? `${effective.startName} start` : effective.startName
}

/** The severities that a rule may report, the worst first. */
export function severityNames({ severity, severities }: Rule): readonly Severity[] {
  return severities ?? (typeof severity === 'string' ? [severity] : [])
}
