import { nearest } from '../index.ts'

/** `; did you mean "x"?` or nothing. */
export function suggestion(text: string, candidates: Iterable<string>): string {
  const near = nearest(text, candidates)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

/** A message of commander in one line, its quotes and its suggestion in the words of {@link suggestion}. */
export function messageOfCommander(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(
      / \(Did you mean (?:one of )?(.*)\?\)$/,
      (_, names: string) => `; did you mean ${quoted(names)}?`,
    )
    .replaceAll(/(?<=^|\s)'|'(?=$|[\s.;])/g, '"')
}

function quoted(names: string): string {
  return names
    .split(', ')
    .map((name) => `"${name}"`)
    .join(' or ')
}
