import type { Evidence, Measurement } from '../planner/index.ts'
import { listing } from './terms.ts'

/** How well it is known that Windows takes this order: a line for some phases, then one for each comparison. */
export function evidenceLines(evidence: readonly Evidence[]): string[] {
  return evidence.flatMap((one) => [
    `evidence for ${listing(one.phases)} (${algorithmWords[one.algorithm]}): ${one.message}`,
    ...one.measurements.map(measurementLine),
  ])
}

const algorithmWords: Readonly<Record<Evidence['algorithm'], string>> = {
  classic: 'classic algorithm',
  modern: 'modern algorithm',
  scm: 'Service Control Manager',
}

function measurementLine({ phase, registry, observed, common, inOrder }: Measurement): string {
  const figures = `${inOrder.classic} classic, ${inOrder.modern} modern`
  return `evidence: of ${common} ${phase} drivers in common, in predicted order: ${figures} (registry of ${registry}, ${observed})`
}

export function jsonEvidence({ phases, algorithm, quality, message, measurements }: Evidence): object {
  return {
    phases,
    algorithm,
    quality,
    message,
    measurements: measurements.map(({ phase, registry, observed, common, inOrder }) => ({
      phase,
      registry,
      observed,
      common,
      inOrder: { classic: inOrder.classic, modern: inOrder.modern },
    })),
  }
}
