import { quote } from '../../index.ts'

/**
 * JSON (RFC 8259) with the place of everything in it, so that whatever is wrong with a setting can be shown where it
 * stands. Members are a Map: no name, such as `__proto__`, is special.
 */
export type JsonNode = { readonly at: number } & (
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonMember> }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
)

export interface JsonMember {
  /** Where its name stands. */
  readonly at: number
  readonly node: JsonNode
}

/** Text that is no JSON. `at` is an index into the text. */
export class JsonError extends Error {
  override readonly name: string = 'JsonError'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** Arrays and objects inside each other. */
const deepest = 64

/** @throws JsonError, also for an object with two members of one name, of which one would be lost */
export function parseJson(text: string): JsonNode {
  return new JsonParser(text).parse()
}

/** Where the lines of a text begin. */
export function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)]
}

/** Line and column, both from 1, of an index into a text whose lines begin there. */
export function lineAndColumn(
  starts: readonly number[],
  at: number,
): { readonly line: number; readonly column: number } {
  let line = 0
  let behind = starts.length
  while (behind - line > 1) {
    const middle = (line + behind) >> 1
    if ((starts[middle] as number) <= at) line = middle
    else behind = middle
  }
  return { line: line + 1, column: at - (starts[line] as number) + 1 }
}

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const wordForm = /[A-Za-z_$][\w$]*/y
/** What version control leaves in a file that two changed. */
const conflictMark = /(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/y
const blanks = /[ \t\r\n]*/y

class JsonParser {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  parse(): JsonNode {
    const node = this.value(0)
    this.skipBlanks()
    if (this.at < this.text.length) this.fail('something follows behind the end of the JSON value')
    return node
  }

  private value(depth: number): JsonNode {
    this.skipBlanks()
    const { at } = this
    if (depth > deepest) this.fail(`more than ${deepest} arrays and objects inside each other`)
    switch (this.text[at]) {
      case '{':
        return { kind: 'object', at, members: this.members(depth) }
      case '[':
        return { kind: 'array', at, items: this.items(depth) }
      case '"':
        return { kind: 'string', at, value: this.string() }
      default:
        return this.scalar(at)
    }
  }

  private members(depth: number): Map<string, JsonMember> {
    const members = new Map<string, JsonMember>()
    this.list('}', 'an object', () => {
      const { at } = this
      if (this.text[at] !== '"') this.fail('the name of a member was expected, in double quotes')
      const name = this.string()
      if (members.has(name)) this.fail(`${quote(name)} stands twice in one object`, at)
      this.skipBlanks()
      if (this.text[this.at] !== ':') this.fail(`":" was expected behind ${quote(name)}`)
      this.at++
      members.set(name, { at, node: this.value(depth + 1) })
    })
    return members
  }

  private items(depth: number): JsonNode[] {
    const items: JsonNode[] = []
    this.list(']', 'an array', () => items.push(this.value(depth + 1)))
    return items
  }

  /** What stands between two brackets, separated by commas; `one` reads one of it. */
  private list(close: '}' | ']', what: string, one: () => void): void {
    this.at++
    this.skipBlanks()
    if (this.text[this.at] === close) {
      this.at++
      return
    }
    for (;;) {
      one()
      this.skipBlanks()
      const unit = this.text[this.at]
      if (unit === undefined) this.fail(`the file ends inside ${what}`)
      if (unit !== ',' && unit !== close) this.fail(`"," or "${close}" was expected`)
      const comma = this.at++
      if (unit === close) return
      this.skipBlanks()
      if (this.text[this.at] === close) this.fail(`there is a comma before "${close}"`, comma)
    }
  }

  private string(): string {
    const { text, at } = this
    for (this.at++; text[this.at] !== '"'; this.at++) {
      const unit = text[this.at]
      if (unit === undefined || unit < ' ') this.fail('a string lacks its closing quote', at)
      if (unit === '\\') this.at++
    }
    this.at++
    try {
      return JSON.parse(text.slice(at, this.at)) as string
    } catch {
      return this.fail('a string has an escape that JSON does not know; a backslash is written twice', at)
    }
  }

  private scalar(at: number): JsonNode {
    const number = this.match(numberForm)
    if (number !== undefined) return { kind: 'number', at, value: Number(number) }
    const word = this.match(wordForm)
    if (word === 'true' || word === 'false') return { kind: 'boolean', at, value: word === 'true' }
    if (word === 'null') return { kind: 'null', at }
    this.at = at
    if (at >= this.text.length) return this.fail('a value was expected, and the file ends')
    if (this.text[at] === "'") return this.fail('strings stand in double quotes')
    return this.fail('a value was expected')
  }

  private match(form: RegExp): string | undefined {
    form.lastIndex = this.at
    const found = form.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  private skipBlanks(): void {
    this.match(blanks)
    if (this.text.startsWith('//', this.at) || this.text.startsWith('/*', this.at))
      this.fail('JSON has no comments')
  }

  private fail(message: string, at: number = this.at): never {
    conflictMark.lastIndex = at
    if (conflictMark.test(this.text)) throw new JsonError('a merge conflict is left unresolved here', at)
    throw new JsonError(message, at)
  }
}
