import { expect, test } from 'vitest'
import { messageOfCommander, suggestion } from '../../src/cli/suggestion.ts'

test('names what is near, and says nothing when nothing is', () => {
  expect(suggestion('lit', ['lint'])).toBe('; did you mean "lint"?')
  expect(suggestion('zzzzzz', ['lint'])).toBe('')
})

test.each([
  ["error: unknown command 'lnt'\n(Did you mean lint?)", 'unknown command "lnt"; did you mean "lint"?'],
  [
    "error: unknown option '--o'\n(Did you mean one of --output, --only?)\n",
    'unknown option "--o"; did you mean "--output" or "--only"?',
  ],
  ["error: unknown command 'it's'\n", 'unknown command "it\'s"'],
  [
    "error: too many arguments for 'list'. Expected 1 argument but got 2.",
    'too many arguments for "list". Expected 1 argument but got 2.',
  ],
])('%j reads %s', (text, message) => {
  expect(messageOfCommander(text)).toBe(message)
})
