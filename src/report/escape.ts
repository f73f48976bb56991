/**
 * Makes text from a registry safe to print. Control characters, terminal escapes, bidirectional marks, invisible
 * characters and lone surrogates become visible escapes such as `\u{202e}`; everything else stays as it is.
 */

/**
 * Characters that act on a terminal or cannot be seen: C0 and C1 controls; format characters (Unicode category Cf:
 * bidirectional marks and isolates, zero-width characters, BOM, tag characters); line and paragraph separators;
 * fillers and variation selectors that show nothing; noncharacters; and surrogates without their other half.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu

/**
 * What build servers take for a command in a log, the first character of each: `##[name]` of GitHub's runner,
 * `##vso[name]` of Azure Pipelines and `##teamcity[name]` wherever it stands; `::name key=value::` of GitHub's runner
 * at the beginning of a line (actions/runner, ActionCommand), which a text may be at wherever it is wrapped.
 */
const commandStart = /#(?=#[a-z]*\[)|:(?=:[a-z])/gi

const short: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\0', '\\0'],
])

function escapeCharacter(character: string): string {
  return short.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

/**
 * Text as a person may read it in a terminal or in the log of a build. The result holds no character that
 * {@link isSafe} refuses.
 */
export function visible(text: string): string {
  return text.replace(unsafe, escapeCharacter).replace(commandStart, escapeCharacter)
}

/** Whether text can be printed as it is. */
export function isSafe(text: string): boolean {
  return text.search(unsafe) === -1
}

/** First characters that make a spreadsheet read a cell as a formula, with their full-width forms. */
const formulaStart = /^[=+\-@|\uff1d\uff0b\uff0d\uff20]/

/** One CSV cell (RFC 4180), with an apostrophe before what a spreadsheet would run as a formula. */
export function csvCell(text: string): string {
  const shown = visible(text)
  const safe = formulaStart.test(shown.trimStart()) ? `'${shown}` : shown
  return /[",;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * A value as JSON text with a line end. Characters that a terminal would act on stand as `\uXXXX`, which a parser
 * reads as the same text.
 */
export function jsonText(value: unknown): string {
  return `${inertJson(JSON.stringify(value, null, 2))}\n`
}

/** {@link jsonText} in one line. */
export function jsonLine(value: unknown): string {
  return `${inertJson(JSON.stringify(value))}\n`
}

/** Line ends stand in JSON text between values alone, and stay; commands of build servers stand within strings alone. */
function inertJson(text: string): string {
  return text
    .replace(unsafe, (character) => (character === '\n' ? character : escapeUnits(character)))
    .replace(commandStart, escapeUnits)
}

function escapeUnits(character: string): string {
  let escaped = ''
  for (let index = 0; index < character.length; index++)
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  return escaped
}

const xmlEntities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
])

/** Text of an XML element or attribute. What XML 1.0 has no room for is a visible escape, as all that {@link visible} shows. */
export function xmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => xmlEntities.get(character) ?? character)
}
