import type { HiveFacts, PatchedNode, RegistryFormat, RegistryNode } from '../registry/index.ts'
import { jsonText } from './escape.ts'
import { jsonHive } from './hive.ts'
import { jsonString, ValueJson } from './value-json.ts'

/** What the tree was read from. */
export interface TreeSource {
  readonly file: string
  readonly format: RegistryFormat
  readonly hive?: HiveFacts
}

export interface TreeJsonOptions {
  /** `REG_SZ` for 1 and so on; undefined for a number without a name. */
  readonly typeName: (type: number) => string | undefined
  /** Paths of keys that a patch deletes before anything else. */
  readonly deletedKeys?: readonly string[]
}

/** Text is handed out in pieces of about this length. */
const pieceLength = 1 << 14

/** Data up to this many bytes is decoded too; more would stand in memory twice over, as text and as JSON. */
const mostDecoded = 1 << 20

/**
 * A tree of keys as JSON, in pieces that are JSON together. It holds every key, value and byte: names to the last code
 * unit (lone surrogates as `\ud800`), types, data as hexadecimal, order, classes and write times; but no security
 * descriptors, nor that a key is a link. Keys and values stand on a line each. The root is called by the end of its
 * path: what the root key of a hive calls itself depends on the tool that made it.
 *
 *     { "schemaVersion": 1, "input": { file, kind, header, encoding, hive }, "deletedKeys"?: [ paths ],
 *       "root": { "path": "HKEY_LOCAL_MACHINE\\SYSTEM", …a key } }
 *     key    { "name", "lastWritten": FILETIME as text or null, "class"?, "deletedValues"?: [ names ],
 *              "values": [ … ], "keys": [ … ] }
 *     value  { "name", "type": "REG_SZ", "typeNumber"?, "data": "4100…", "text"? | "list"? | "number"? }
 *
 * `typeNumber` stands where `type` is null, having no name. What data means stands beside it only where it says all of
 * it: `text` and `list` have their NULs and no more, a `number` its right size (a QWORD as text, for it may exceed a
 * double). A patch lists what it deletes.
 */
export function* treeJson(
  source: TreeSource,
  root: { readonly path: string; readonly node: RegistryNode | PatchedNode },
  { typeName, deletedKeys = [] }: TreeJsonOptions,
): Generator<string, void, undefined> {
  const types = new TypeNames(typeName)
  const values = new ValueJson()
  let text = `{"schemaVersion":1,\n"input":${sourceJson(source)},\n`
  if (deletedKeys.length > 0) text += `"deletedKeys":${namesJson(deletedKeys)},\n`
  text += `"root":{"path":${jsonString(root.path)},`
  // A stack of its own: a generator within a generator costs more the deeper the tree.
  const stack: Iterator<PatchedNode>[] = []
  let node: PatchedNode = root.node
  let name = root.path.slice(root.path.lastIndexOf('\\') + 1)
  for (;;) {
    text += `${keyFields(name, node)},"values":[`
    let separator = '\n'
    for (const value of node.values) {
      const { data } = value
      text += `${separator}{"name":${jsonString(value.name)},${types.json(value.type)},"data":"`
      for (let from = 0; from < data.length; from += pieceLength) {
        text += values.hex(data, from, from + pieceLength)
        if (text.length < pieceLength) continue
        yield text
        text = ''
      }
      const meaning = data.length > mostDecoded ? '' : values.meaning(types.name(value.type), data)
      text += `"${meaning}}`
      separator = ',\n'
      if (text.length < pieceLength) continue
      yield text
      text = ''
    }
    text += '],"keys":['
    stack.push(node.keys[Symbol.iterator]())
    separator = '\n'
    let next = stack.at(-1)?.next()
    while (next?.done) {
      stack.pop()
      text += ']}'
      separator = ',\n'
      next = stack.at(-1)?.next()
    }
    if (!next) break
    text += `${separator}{`
    node = next.value
    name = node.name
    if (text.length < pieceLength) continue
    yield text
    text = ''
  }
  yield `${text}}\n`
}

function sourceJson({ file, format, hive }: TreeSource): string {
  const { kind, header, encoding } = format
  return jsonText({ file, kind, header, encoding, hive: hive ? jsonHive(hive) : null }).trimEnd()
}

function keyFields(name: string, { lastWritten, className, deletedValues }: PatchedNode): string {
  let text = `"name":${jsonString(name)},"lastWritten":${lastWritten === undefined ? 'null' : `"${lastWritten}"`}`
  if (className !== undefined) text += `,"class":${jsonString(className)}`
  const deleted = deletedValues ? [...deletedValues] : []
  if (deleted.length > 0) text += `,"deletedValues":${namesJson(deleted)}`
  return text
}

function namesJson(names: readonly string[]): string {
  return `[${names.map(jsonString).join(',')}]`
}

/** Names of types, and their JSON, made once for each. */
class TypeNames {
  private readonly known: Map<number, { readonly name: string | undefined; readonly json: string }> =
    new Map()
  private readonly typeName: TreeJsonOptions['typeName']

  constructor(typeName: TreeJsonOptions['typeName']) {
    this.typeName = typeName
  }

  name(type: number): string | undefined {
    return this.entry(type).name
  }

  json(type: number): string {
    return this.entry(type).json
  }

  private entry(type: number): { readonly name: string | undefined; readonly json: string } {
    let entry = this.known.get(type)
    if (entry) return entry
    const name = this.typeName(type)
    entry = { name, json: name === undefined ? `"type":null,"typeNumber":${type}` : `"type":"${name}"` }
    // A damaged hive may have as many types as values.
    if (this.known.size < 4096) this.known.set(type, entry)
    return entry
  }
}
