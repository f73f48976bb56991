import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  JsonError,
  type JsonNode,
  lineAndColumn,
  lineStarts,
  parseJson,
} from '../../../src/cli/json/parse.ts'

/** The value that JSON.parse gives, objects as lists of their members. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return [...node.members].map(([name, member]) => [name, plain(member.node)])
    case 'array':
      return { items: node.items.map(plain) }
    case 'null':
      return null
    default:
      return node.value
  }
}

function listed(value: unknown): unknown {
  if (Array.isArray(value)) return { items: value.map(listed) }
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).map(([name, member]) => [name, listed(member)])
}

/** `line:column: message` of what is wrong. */
function fault(text: string): string {
  try {
    parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const { line, column } = lineAndColumn(lineStarts(text), error.at)
    return `${line}:${column}: ${error.message}`
  }
  return 'none'
}

test('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 2), (text, indent) => {
      const value: unknown = JSON.parse(text)
      // JSON.parse itself makes of `__proto__` a member like any other.
      expect(plain(parseJson(JSON.stringify(value, null, indent)))).toEqual(listed(value))
    }),
  )
})

test('takes no text that JSON.parse refuses', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"a"',
    ':',
    ',',
    '1',
    '-',
    '0',
    '.5',
    'true',
    'nul',
    ' ',
    '"',
    '\\',
    '\n',
    '//',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const text = parts.join('')
      let isJson = true
      try {
        JSON.parse(text)
      } catch {
        isJson = false
      }
      expect(fault(text) === 'none' || fault(text).includes('stands twice')).toBe(isJson)
    }),
    { numRuns: 2000 },
  )
})

test('says what is wrong and where', () => {
  expect(fault('{\n  "a": 1,\n}')).toBe('2:9: there is a comma before "}"')
  expect(fault('{\n  "a": 1\n  "b": 2\n}')).toBe('3:3: "," or "}" was expected')
  expect(fault('[1, 2')).toBe('1:6: the file ends inside an array')
  expect(fault('{ a: 1 }')).toBe('1:3: the name of a member was expected, in double quotes')
  expect(fault('{ "a" 1 }')).toBe('1:7: ":" was expected behind "a"')
  expect(fault('{ "a": \'x\' }')).toBe('1:8: strings stand in double quotes')
  expect(fault('{ "a": "x }')).toBe('1:8: a string lacks its closing quote')
  expect(fault('{ "a": "C:\\windows" }')).toBe(
    '1:8: a string has an escape that JSON does not know; a backslash is written twice',
  )
  expect(fault('{ // x\r\n }')).toBe('1:3: JSON has no comments')
  expect(fault('{ "a": 1, "a": 2 }')).toBe('1:11: "a" stands twice in one object')
  expect(fault('')).toBe('1:1: a value was expected, and the file ends')
  expect(fault('{}\r\n{}')).toBe('2:1: something follows behind the end of the JSON value')
  expect(fault('[01]')).toBe('1:3: "," or "]" was expected')
  expect(fault('[NaN]')).toBe('1:2: a value was expected')
  expect(fault('['.repeat(100_000))).toBe('1:66: more than 64 arrays and objects inside each other')
})

test('no name is special', () => {
  const node = parseJson('{ "__proto__": 1, "constructor": 2 }')
  expect(node.kind === 'object' && [...node.members.keys()]).toEqual(['__proto__', 'constructor'])
})
