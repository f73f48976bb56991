import { shorten } from '../diagnostics/index.ts'
import { visible } from './escape.ts'

/**
 * Text in Markdown that is nothing but text: no emphasis, code, HTML, cell or row of a table, link, mention, issue
 * reference or emoji, whichever of the Markdowns of GitHub, GitLab and Azure DevOps reads it.
 */
export function markdownText(text: string): string {
  return inert(visible(text), /[@#:!$%&~^*](?=\S)|\bwww(?=\.)/gi)
}

/**
 * The same set as code, and shortened. It is an element, as a code span of backticks would need rules for backticks,
 * pipes and backslashes; in one, addresses are all that is looked for.
 */
export function markdownCode(text: string, length: number): string {
  return `<code>${inert(shorten(visible(text), length), /@|:(?=\/)|\bwww(?=\.)/gi)}</code>`
}

/** A comment after what `sought` finds keeps it apart from what follows, when links are sought in the rendered text. */
function inert(text: string, sought: RegExp): string {
  return text.replace(sought, `$&${seam}`).replace(syntax, entity).replaceAll(seam, '<!-- -->')
}

/** A line of a table. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`
}

/** Stands where a comment will: `visible` leaves none of it in any text. */
const seam = '\0'

/** ASCII punctuation that may mean something in Markdown. */
const syntax = /[!#$&*+<=>@[\\\]^_`{|}~]/g

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}
