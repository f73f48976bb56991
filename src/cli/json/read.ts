import { quote } from '../../index.ts'
import { UsageError } from '../exit.ts'
import { suggestion } from '../suggestion.ts'
import { JsonError, type JsonNode, lineAndColumn, lineStarts, parseJson } from './parse.ts'

/** A JSON file that is read setting by setting; whatever is wrong is said with its place and its path in the file. */
export class JsonFile {
  /** As the user named it. */
  readonly name: string
  private readonly text: string
  private lines: readonly number[] | undefined

  constructor(name: string, bytes: Uint8Array) {
    this.name = name
    try {
      this.text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      throw new UsageError(`${name} is not UTF-8 text: save it as UTF-8`)
    }
  }

  /** @throws UsageError where the text is no JSON */
  parse(): JsonValue {
    try {
      return new JsonValue(this, '', parseJson(this.text))
    } catch (error) {
      if (error instanceof JsonError) this.fail(error.at, `no valid JSON: ${error.message}`)
      throw error
    }
  }

  /** @throws UsageError always: `file:line:column: message` */
  fail(at: number, message: string): never {
    throw new UsageError(`${this.place(at)}: ${message}`)
  }

  /** `file:line:column` */
  place(at: number): string {
    this.lines ??= lineStarts(this.text)
    const { line, column } = lineAndColumn(this.lines, at)
    return `${this.name}:${line}:${column}`
  }
}

/** One value of a file, with its path: `overrides[0].services`. Each method throws a UsageError for another type. */
export class JsonValue {
  readonly path: string
  private readonly file: JsonFile
  private readonly node: JsonNode
  /** Its name, where it is a member of an object. */
  private readonly member: { readonly at: number; readonly of: string } | undefined

  constructor(file: JsonFile, path: string, node: JsonNode, member?: { at: number; of: string }) {
    this.file = file
    this.path = path
    this.node = node
    this.member = member
  }

  /** Where it stands, with its path: `file:line:column: overrides[0].services[0]`. */
  get place(): string {
    return `${this.file.place(this.node.at)}: ${this.path}`
  }

  get isArray(): boolean {
    return this.node.kind === 'array'
  }

  /** Its members by name, in the order of the file; with `known` names, any other one is an error. */
  object(known?: readonly string[]): ReadonlyMap<string, JsonValue> {
    const { node, file, path } = this
    if (node.kind !== 'object') return this.expected('an object')
    const values = new Map<string, JsonValue>()
    for (const [name, member] of node.members) {
      if (known && !known.includes(name)) file.fail(member.at, `${of(path)}${unknown('key', name, known)}`)
      values.set(name, new JsonValue(file, join(path, name), member.node, { at: member.at, of: path }))
    }
    return values
  }

  array(): JsonValue[] {
    const { node, file, path } = this
    if (node.kind !== 'array') return this.expected('an array')
    return node.items.map((item, index) => new JsonValue(file, `${path}[${index}]`, item))
  }

  string(): string {
    if (this.node.kind !== 'string') return this.expected('a string')
    if (this.node.value === '') return this.fail('it is empty')
    return this.node.value
  }

  /** The name of a file, or what may stand for one. */
  fileName(): string {
    const name = this.string()
    return name.includes('\0') ? this.fail('no name of a file has a NUL character') : name
  }

  /** An empty string is one here. */
  stringOrNull(): string | null {
    const { node } = this
    if (node.kind === 'null') return null
    return node.kind === 'string' ? node.value : this.expected('a string or null')
  }

  oneOf<T extends string>(known: readonly T[]): T {
    const text = this.node.kind === 'string' ? this.node.value : undefined
    const found = known.find((one) => one === text)
    if (found !== undefined) return found
    const list = known.map((one) => JSON.stringify(one)).join(', ')
    if (text === undefined) return this.expected(`one of ${list}`)
    return this.fail(`${quote(text)} is none of ${list}${suggestion(text, known)}`)
  }

  wholeNumber(least = 0): number {
    const { node } = this
    const isWhole = node.kind === 'number' && Number.isSafeInteger(node.value) && node.value >= least
    if (isWhole) return node.value
    const what = `a whole number from ${least} on`
    return node.kind === 'number' ? this.fail(`${what} was expected, not ${node.value}`) : this.expected(what)
  }

  /** @throws UsageError always, with the path of the value */
  fail(message: string): never {
    return this.file.fail(this.node.at, `${of(this.path)}${message}`)
  }

  /** The same, of its name: there it stands, and the path is that of the object. */
  failName(message: string): never {
    const { file, member } = this
    return member ? file.fail(member.at, `${of(member.of)}${message}`) : this.fail(message)
  }

  private expected(what: string): never {
    return this.fail(`${what} was expected, not ${described[this.node.kind]}`)
  }
}

const described: Readonly<Record<JsonNode['kind'], string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

function of(path: string): string {
  return path === '' ? '' : `${path}: `
}

function join(path: string, name: string): string {
  if (!/^[\w$-]+$/.test(name)) return `${path}[${quote(name)}]`
  return path === '' ? name : `${path}.${name}`
}

function unknown(what: string, name: string, known: readonly string[]): string {
  return `there is no ${what} ${quote(name)}${suggestion(name, known) || `; it is one of ${known.join(', ')}`}`
}
