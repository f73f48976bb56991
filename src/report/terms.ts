import type { Severity } from '../diagnostics/index.ts'
import type { Rule } from '../rules/index.ts'
import type { Service } from '../services/index.ts'

/** `a`, `a and b`, `a, b and c`. */
export function listing(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** The start type by which a service is ordered. */
export interface StartThatCounts {
  readonly start: number | undefined
  /** Its name, where a StartOverride gives another one than is stored. */
  readonly overridden: string | undefined
}

export type StartOf = (service: Service) => StartThatCounts

const disabled = 4

/**
 * `boot start`, `disabled`, `boot start, demand by StartOverride`; undefined where no Start is stored, or where it counts
 * for nothing, as an adapter's.
 */
export function startPhrase(
  { kind, start, effective }: Service,
  { overridden }: StartThatCounts,
): string | undefined {
  if (kind === 'adapter') return undefined
  const stored =
    start && (start.value < disabled ? `${effective.startName} start` : (effective.startName ?? ''))
  return joined(stored, overridden)
}

/** `boot, demand by StartOverride`: what is stored, then what counts where that is something else. */
export function joined(stored: string | undefined, overridden: string | undefined): string | undefined {
  if (overridden === undefined) return stored
  return [stored, `${overridden} by StartOverride`].filter((part) => part !== undefined).join(', ')
}

/** The severities that a rule may report, the worst first. */
export function severityNames({ severity, severities }: Rule): readonly Severity[] {
  return severities ?? (typeof severity === 'string' ? [severity] : [])
}
