import { colourless, type Paint, type Palette } from './palette.ts'
import { displayWidth, wrap } from './wrap.ts'

/** One cell: safe text, in lines where it has line ends, and how to colour it. */
export type Cell = string | { readonly text: string; readonly paint: Paint }

export interface Column {
  readonly heading: string
  readonly align?: 'left' | 'right'
  /** Width below which the column is not wrapped further; a column without it is never wrapped. */
  readonly wrapTo?: number
  /** Width that the column should keep as long as others can be dropped for it; `wrapTo` where absent. */
  readonly comfort?: number
  /** Columns with a number go when room is short, the greatest first. */
  readonly drop?: number
}

export interface TableOptions {
  readonly palette?: Palette
  /** Width of the terminal; undefined where there is none: nothing is wrapped or dropped. */
  readonly columns?: number | undefined
  readonly indent?: number
  /** Without headings. */
  readonly bare?: boolean
  /** How the lines are set; by default here, which takes a table of any length in one pass. */
  readonly setLines?: SetLines
}

/** Blanks between two columns. */
export const gap = 2

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}

function cellWidth(cell: Cell): number {
  return textOf(cell)
    .split('\n')
    .reduce((width, line) => Math.max(width, displayWidth(line)), 0)
}

/** The lines of a cell, wrapped to `width` where it is given. */
export function linesOf(cell: Cell, width: number | undefined): string[] {
  const lines = textOf(cell).split('\n')
  return width === undefined ? lines : lines.flatMap((line) => wrap(line, width))
}

/** Each line is painted on its own, so that colour never runs into the next column. */
export function paintOf(cell: Cell): Paint {
  return typeof cell === 'string' ? plain : cell.paint
}

const plain: Paint = (text) => text

interface Layout {
  /** Indexes of the columns that are shown. */
  readonly shown: readonly number[]
  /** Width by column index, where a column has to be wrapped. */
  readonly wrapped: ReadonlyMap<number, number>
}

/** Drops and wraps columns until the table fits; a table that cannot fit is left to the terminal. */
function arrange(columns: readonly Column[], widths: readonly number[], room: number | undefined): Layout {
  let shown = columns.map((_, index) => index)
  if (room === undefined) return { shown, wrapped: new Map() }
  const widthOf = (index: number): number => widths[index] ?? 0
  const least = (index: number): number => Math.min(widthOf(index), columns[index]?.wrapTo ?? widthOf(index))
  const comfortable = (index: number): number =>
    Math.min(widthOf(index), columns[index]?.comfort ?? least(index))
  const total = (width: (index: number) => number): number =>
    shown.reduce((sum, index) => sum + width(index) + gap, -gap)
  const droppable = shown
    .filter((index) => columns[index]?.drop !== undefined)
    .sort((a, b) => (columns[b]?.drop ?? 0) - (columns[a]?.drop ?? 0))
  for (const index of droppable) {
    if (total(comfortable) <= room) break
    shown = shown.filter((other) => other !== index)
  }
  // The widest column gives way first, so that one long path does not squeeze the others; none below its comfort as
  // long as another is above.
  const given = new Map(shown.map((index) => [index, widthOf(index)]))
  const wrappable = shown.filter((index) => columns[index]?.wrapTo !== undefined)
  let excess = total(widthOf) - room
  for (const floor of [comfortable, least])
    while (excess > 0) {
      const widest = wrappable
        .filter((index) => (given.get(index) ?? 0) > floor(index))
        .reduce((a, b) => ((given.get(b) ?? 0) > (given.get(a) ?? 0) ? b : a), -1)
      if (widest === -1) break
      given.set(widest, (given.get(widest) ?? 0) - 1)
      excess--
    }
  const wrapped = new Map([...given].filter(([index, width]) => width < widthOf(index)))
  return { shown, wrapped }
}

/** An aligned table without borders. Lines end in LF and in no blanks. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions = {},
): string {
  const palette = options.palette ?? colourless
  const indent = options.indent ?? 0
  const widths = columns.map((column, index) =>
    rows.reduce(
      (width, row) => Math.max(width, cellWidth(row[index] ?? '')),
      options.bare ? 0 : column.heading.length,
    ),
  )
  // An empty column says nothing.
  const filled = columns.map((_, index) => rows.some((row) => textOf(row[index] ?? '') !== ''))
  const kept = columns.map((_, index) => index).filter((index) => filled[index] || rows.length === 0)
  const room = options.columns === undefined ? undefined : Math.max(20, options.columns - indent)
  const layout = arrange(
    kept.map((index) => columns[index] as Column),
    kept.map((index) => widths[index] ?? 0),
    room,
  )
  const shown = layout.shown.map((index) => kept[index] as number)
  const set: SetColumn[] = shown.map((index, nth) => {
    const wrapped = layout.wrapped.get(layout.shown[nth] ?? -1)
    const { heading = '', align = 'left' } = columns[index] ?? {}
    return { index, heading, align, wrapped }
  })
  const heading = options.bare
    ? []
    : [set.map((column) => ({ text: column.heading, paint: palette.heading }))]
  const body = [...heading, ...rows.map((row) => set.map(({ index }) => row[index] ?? ''))]
  const setLines = options.setLines ?? padded
  const lines = setLines(set, body)
  const margin = ' '.repeat(indent)
  return lines.map((line) => `${margin}${line}`.trimEnd().concat('\n')).join('')
}

/** Sets rows of cells in columns, line by line. */
export type SetLines = (columns: readonly SetColumn[], rows: readonly (readonly Cell[])[]) => string[]

/** A column that is shown. */
export interface SetColumn {
  readonly index: number
  readonly heading: string
  readonly align: 'left' | 'right'
  /** Width to wrap its cells to, where they are. */
  readonly wrapped: number | undefined
}

/** Lines of a table, set here. */
export function padded(columns: readonly SetColumn[], rows: readonly (readonly Cell[])[]): string[] {
  const set = rows.map((row) => row.map((cell, nth) => linesOf(cell, columns[nth]?.wrapped)))
  // Wrapped at blanks, a column may be narrower than it was allowed to be.
  const widths = columns.map((_, nth) =>
    set.reduce(
      (width, cells) => (cells[nth] ?? []).reduce((most, line) => Math.max(most, displayWidth(line)), width),
      0,
    ),
  )
  const result: string[] = []
  for (const [index, row] of rows.entries()) {
    const cells = set[index] ?? []
    const height = cells.reduce((most, lines) => Math.max(most, lines.length), 0)
    for (let at = 0; at < height; at++) {
      let line = ''
      columns.forEach(({ align }, nth) => {
        const text = cells[nth]?.[at] ?? ''
        const fill = ' '.repeat(Math.max(0, (widths[nth] ?? 0) - displayWidth(text)))
        const paint = text === '' ? plain : paintOf(row[nth] ?? '')
        line += `${nth === 0 ? '' : ' '.repeat(gap)}${align === 'right' ? fill : ''}${paint(text)}${align === 'left' ? fill : ''}`
      })
      result.push(line)
    }
  }
  return result
}
