import { describe, expect, test } from 'vitest'
import { lintGithub } from '../../src/report/lint-github.ts'
import { lintMsbuild } from '../../src/report/lint-msbuild.ts'
import { sample } from './lint-formats.ts'
import { tool } from './lint-tool.ts'

describe('github', () => {
  /** As actions/runner reads a command: `::name key=value,key=value::data`. */
  function command(line: string): { name: string; properties: Map<string, string>; data: string } {
    const match = /^::(\w+) (.*?)::(.*)$/.exec(line)
    if (!match) throw new Error(`no command: ${line}`)
    const [, name = '', properties = '', data = ''] = match
    const plain = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n')
    const property = (text: string): string => plain(text.replaceAll('%3A', ':').replaceAll('%2C', ','))
    return {
      name,
      properties: new Map(
        properties.split(',').map((pair): [string, string] => {
          const equals = pair.indexOf('=')
          return [pair.slice(0, equals), property(pair.slice(equals + 1)).replaceAll('%25', '%')]
        }),
      ),
      data: plain(data).replaceAll('%25', '%'),
    }
  }
  const commands = (name: string): ReturnType<typeof command>[] =>
    [...lintGithub(sample(name), tool)].map((line) => command(line.slice(0, -1)))

  test('names level, place and rule, and gives message and advice', () => {
    const [first, , info] = commands('regular')
    expect(first?.name).toBe('error')
    expect([...(first?.properties ?? [])]).toEqual([
      ['file', 'system.reg'],
      ['line', '812'],
      ['endLine', '812'],
      ['col', '24'],
      ['endColumn', '41'],
      ['title', 'SVC301 dependency-missing'],
    ])
    expect(first?.data).toBe(
      'Spooler depends on "Ghost", which does not exist\nRemove the entry, or add the service',
    )
    expect(info?.name).toBe('notice')
  })

  test('hostile names are one command a finding, and are read back as they are shown', () => {
    const [unread, first, second] = commands('names')
    expect(commands('names')).toHaveLength(3)
    expect(unread?.properties.get('title')).toBe('unreadable-input')
    expect(first?.properties.get('file')).toContain(', : = ; (1,1)')
    expect(first?.properties.get('file')).toContain('%0A\\u{3a}:error::')
    expect(first?.data.split('\n')).toHaveLength(3)
    expect([...(second?.properties.keys() ?? [])]).toEqual(['file', 'title'])
  })
})

describe('msbuild', () => {
  /**
   * The documented form: origin, colon, category, code, colon, text; an origin has no colon but that of a drive, and
   * ends in the place in parentheses.
   */
  function diagnostic(line: string): readonly (string | undefined)[] {
    const [, origin = '', category, code, text] =
      /^((?:[A-Za-z]:)?[^:]*): ?(error|warning) ([^: ]+): (.*)$/.exec(line) ?? []
    const [, file, place] = /^(.*)\((\d+,\d+)\)$/.exec(origin) ?? [undefined, origin.trim(), undefined]
    return [file, place, category, code, text]
  }
  const lineOf = (file: string, line?: number): string => {
    const [finding] = sample('regular').findings
    if (!finding) throw new Error('no finding')
    const at = line === undefined ? { file } : { file, line, column: 2 }
    return [...lintMsbuild({ ...sample('regular'), findings: [{ ...finding, at }] })].join('').trimEnd()
  }

  test.each([
    ['a (copy).reg', 'a (copy).reg'],
    ['a(1,1).reg', 'a(1,1).reg'],
    ['C:\\drivers\\a.reg', 'C:\\drivers\\a.reg'],
    ['an error x: y.reg', 'an error x\\u{3a} y.reg'],
    ['c:no-drive.reg', 'c\\u{3a}no-drive.reg'],
    ['1>a.reg', '1\\u{3e}a.reg'],
    [' a.reg', '\\u{20}a.reg'],
  ])('%j is read back', (file, shown) => {
    expect(diagnostic(lineOf(file, 7)).slice(0, 4)).toEqual([shown, '7,2', 'error', 'SVC301'])
    expect(diagnostic(lineOf(file)).slice(0, 4)).toEqual([shown, undefined, 'error', 'SVC301'])
  })

  test('hostile names are one diagnostic a finding', () => {
    const lines = [...lintMsbuild(sample('names'))].join('').split('\n').slice(0, -1)
    expect(lines).toHaveLength(3)
    expect(diagnostic(lines[0] ?? '').slice(1, 4)).toEqual([undefined, 'error', 'unreadable-input'])
    expect(diagnostic(lines[1] ?? '').slice(1, 4)).toEqual(['3,2', 'error', 'SVC301'])
    expect(diagnostic(lines[2] ?? '').slice(0, 4)).toEqual(['SYSTEM', undefined, 'error', 'SVC301'])
  })
})
