/** Longest text of the user that a message shows before it is shortened, in UTF-16 code units. */
const defaultLength = 40

/**
 * The user's text for a message: in double quotes, and shortened to `max` UTF-16 code units with an ellipsis for its
 * last. Never cuts a surrogate pair. Nothing is escaped here: reports do that, each for its own format.
 */
export function quote(text: string, max: number = defaultLength): string {
  return `"${shorten(text, max)}"`
}

/** {@link quote} without the quotes. */
export function shorten(text: string, max: number = defaultLength): string {
  if (text.length <= max) return text
  let end = Math.max(0, max - 1)
  if (isHighSurrogate(text.charCodeAt(end - 1))) end--
  return `${text.slice(0, end)}\u2026`
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
