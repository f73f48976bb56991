import Table from 'cli-table3'
import { gap, linesOf, paintOf, type SetLines } from './table.ts'

/**
 * Lines of a table as cli-table3 sets them: for tables of a few rows, as it measures every cell several times over and
 * takes longer to load than a long table to set.
 */
export const drawn: SetLines = (columns, rows) => {
  const drawing = new Table({
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: columns.map(({ align }) => align),
  })
  for (const row of rows)
    drawing.push(
      row.map((cell, nth) => {
        const paint = paintOf(cell)
        return linesOf(cell, columns[nth]?.wrapped)
          .map((line) => paint(line))
          .join('\n')
      }),
    )
  return drawing.toString().split('\n')
}

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
}
