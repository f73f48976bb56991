import { rules } from './catalogue.ts'

/** The id or name that is most like `text`, for "did you mean"; undefined when nothing is near. */
export function nearestRule(text: string): string | undefined {
  const wanted = text.toLowerCase()
  if (wanted.length > longestText) return undefined
  let nearest: string | undefined
  let least = Math.floor(wanted.length / 3) + 1
  for (const { id, name } of rules)
    for (const candidate of [id, name]) {
      const distance = editDistance(wanted, candidate.toLowerCase())
      if (distance < least) {
        least = distance
        nearest = candidate
      }
    }
  return nearest
}

/** No rule name is nearly as long; keeps the table of distances small whatever a user gives. */
const longestText = 64

/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    rows.push(current)
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      current.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (same ? 0 : 1),
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
  }
  return at(a.length, b.length)
}
