/** Code points that take two cells of a terminal: Unicode's East Asian Width W and F, in coarse ranges. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f000}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u
const zeroWidth = /\p{M}/u
const ascii = /^[\x20-\x7e]*$/

/** Cells of a terminal that safe text takes. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x300) width += 1
    else if (!zeroWidth.test(character)) width += wide.test(character) ? 2 : 1
  }
  return width
}

/** Breaks safe text at blanks into lines of at most `width` cells; a longer word (a path) is broken where it must. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ')) {
    const size = displayWidth(word)
    if (used > 0 && used + 1 + size <= width) {
      line += ` ${word}`
      used += 1 + size
      continue
    }
    if (used > 0) lines.push(line)
    line = word
    used = size
    while (used > width) {
      const head = take(line, width)
      lines.push(head)
      line = line.slice(head.length)
      used = displayWidth(line)
    }
  }
  lines.push(line)
  return lines
}

/**
 * The longest beginning of text that fits, up to a separator of a path where that is not near its start; at least
 * one character, so that wrapping always ends.
 */
function take(text: string, width: number): string {
  let head = ''
  let used = 0
  for (const character of text) {
    used += displayWidth(character)
    if (used > width && head !== '') break
    head += character
  }
  const separator = lastSeparator(head) + 1
  return separator > head.length / 3 ? head.slice(0, separator) : head
}

/** Where the last `\` or `/` is; the backslash of an escape such as `\u{202e}` is none. */
function lastSeparator(text: string): number {
  for (let index = text.length - 1; index >= 0; index--)
    if (text[index] === '/' || (text[index] === '\\' && !text.startsWith('u{', index + 1))) return index
  return -1
}
