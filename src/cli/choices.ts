import { InvalidArgumentError } from 'commander'
import { suggestion } from './suggestion.ts'

/** The words that an option or an argument takes, for shell completion. */
export interface Choices {
  readonly words: readonly string[]
  /** Whether a word may be followed by `=` and the name of a file. */
  readonly withFile: boolean
}

/** By the parser of the value: commander keeps nothing else of its own that a parser could be told apart by. */
const known: WeakMap<object, Choices> = new WeakMap()

/** A parser that takes these words and refuses others. */
export function oneOf(words: readonly string[]): (text: string) => string {
  const parser = (text: string): string => {
    if (words.includes(text)) return text
    throw new InvalidArgumentError(`It is one of ${words.join(', ')}${suggestion(text, words)}`)
  }
  known.set(parser, { words, withFile: false })
  return parser
}

/** The parser, known to take these words. It is another one than was given, which options may share. */
export function knowing<Value, Earlier>(
  words: readonly string[],
  parse: (text: string, earlier: Earlier) => Value,
  { withFile = false }: { withFile?: boolean } = {},
): (text: string, earlier: Earlier) => Value {
  const parser = (text: string, earlier: Earlier): Value => parse(text, earlier)
  known.set(parser, { words, withFile })
  return parser
}

/** What the parser of an option or argument takes; undefined where that is no list of words. */
export function choicesOf(parser: object | undefined): Choices | undefined {
  return parser && known.get(parser)
}
