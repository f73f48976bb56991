/** An element of an XML document. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own character data, references resolved. */
  readonly text: string
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Characters of XML 1.0 (production 2); neither half a surrogate pair nor U+FFFE is one. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** A strict reader of what XML 1.0 has besides comments, CDATA and document types, none of which a report needs. */
export function parseXml(document: string): XmlElement {
  const bad = illegal.exec(document)
  if (bad) throw new Error(`U+${bad[0].codePointAt(0)?.toString(16)} at ${bad.index} is no XML character`)
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>'
  if (!document.startsWith(declaration)) throw new Error('no XML declaration')
  const open: { name: string; attributes: Map<string, string>; children: XmlElement[]; text: string }[] = [
    { name: '', attributes: new Map(), children: [], text: '' },
  ]
  const tag = /<(\/?)([a-z][\w-]*)((?: [a-z]+="[^"<]*")*)(\/?)>/y
  let at = declaration.length
  while (at < document.length) {
    const parent = open.at(-1)
    if (!parent) throw new Error(`text behind the root at ${at}`)
    if (document[at] !== '<') {
      const end = document.indexOf('<', at)
      const text = document.slice(at, end === -1 ? document.length : end)
      parent.text += resolved(text, at)
      at += text.length
      continue
    }
    tag.lastIndex = at
    const [whole, closes, name = '', attributes = '', isEmpty] = tag.exec(document) ?? []
    if (whole === undefined) throw new Error(`no tag at ${at}: ${document.slice(at, at + 40)}`)
    at += whole.length
    if (closes) {
      if (parent.name !== name) throw new Error(`</${name}> closes <${parent.name}>`)
      open.pop()
      continue
    }
    const element = { name, attributes: parseAttributes(attributes, at), children: [], text: '' }
    parent.children.push(element)
    if (!isEmpty) open.push(element)
  }
  const [document_, unclosed] = open
  if (unclosed) throw new Error(`<${unclosed.name}> is not closed`)
  const [root, second] = document_?.children ?? []
  if (!root || second || document_?.text.trim() !== '') throw new Error('not one root')
  return root
}

function parseAttributes(text: string, at: number): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(/ ([a-z]+)="([^"<]*)"/g)) {
    if (attributes.has(name)) throw new Error(`${name} twice at ${at}`)
    attributes.set(name, resolved(value, at))
  }
  return attributes
}

function resolved(text: string, at: number): string {
  if (text.includes(']]>')) throw new Error(`]]> in text at ${at}`)
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const character = entities.get(name)
    if (character === undefined || !whole.endsWith(';')) throw new Error(`reference ${whole} at ${at}`)
    return character
  })
}
