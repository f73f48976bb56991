import type { Service } from '../../services/index.ts'
import type { Remark } from './simulation.ts'

/** How many names a brief remark has. */
const namesShown = 5

/** A remark on services; `text` says it of their names. */
export function naming(code: string, services: readonly Service[], text: (names: string) => string): Remark {
  const names = services.map(({ name }) => name)
  const message = text(names.join(', '))
  const rest = names.length - namesShown
  if (rest <= 0) return { code, message, names }
  return { code, message, brief: text(`${names.slice(0, namesShown).join(', ')} and ${rest} more`), names }
}
