import type { Paint } from './palette.ts'
import { wrap } from './wrap.ts'

export interface ParagraphOptions {
  /** Width of the terminal; undefined where there is none: nothing is wrapped. */
  readonly columns?: number | undefined
  readonly indent?: number
  /** How much further in the lines after the first begin. */
  readonly hang?: number
  readonly paint?: Paint
}

/** Least width that text is wrapped to. */
const least = 20

/** Safe text in lines, each painted on its own; ends in a line end. */
export function paragraph(text: string, options: ParagraphOptions = {}): string {
  const { columns, indent = 0, hang = 0, paint = (line: string) => line } = options
  // The first line has more room than the others, and is as wide as them, so that one width counts.
  const lines = columns === undefined ? [text] : wrap(text, Math.max(least, columns - indent - hang))
  return lines
    .map((line, index) => `${' '.repeat(index === 0 ? indent : indent + hang)}${paint(line)}\n`)
    .join('')
}
