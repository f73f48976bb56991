import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { markdownProse, rulePages } from '../scripts/rule-pages.ts'
import { encodeUtf16 } from '../src/registry/index.ts'
import { ruleHelpUri } from '../src/report/rule-page-uri.ts'
import { type Example, type Rule, rules } from '../src/rules/index.ts'
import { lintReg } from './rules/read.ts'

const root = join(import.meta.dirname, '..')
const folder = 'docs/rules'
const pages = rulePages(rules)

function stored(path: string): string {
  return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')
}

describe('pages of rules', () => {
  it('are those made from the rules (npm run docs)', () => {
    const names = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
    expect(names.sort()).toEqual([...pages.keys()].sort())
    for (const [path, text] of pages) expect(stored(path), `${path}: npm run docs`).toBe(text)
  })

  it('are one for each rule and an index that leads to all', () => {
    expect(pages.size).toBe(rules.length + 1)
    const index = pages.get(`${folder}/README.md`)
    for (const { id, name } of rules) {
      expect(ruleHelpUri(id)).toBe(`${folder}/${id}.md`)
      expect(pages.has(ruleHelpUri(id))).toBe(true)
      expect(index).toContain(`| [${id}](${id}.md) | ${name} | `)
    }
  })

  it('link to each rule that they mention, and to no page that is not there', () => {
    let links = 0
    for (const [path, text] of pages) {
      const prose = text.replaceAll(/^(`{3,})\w+\n.*?^\1$/gms, '')
      const own = /(SVC\d+)\.md$/.exec(path)?.[1]
      for (const [, label, target] of prose.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)) {
        expect(pages.has(`${folder}/${target}`), `${path} links to ${target}`).toBe(true)
        expect(target).toBe(`${label}.md`)
        links++
      }
      const bare = prose.replaceAll(/\[[^\]]+\]\([^)]+\)/g, '').match(/SVC\d{3}/g) ?? []
      // The index names one in a sentence, as an example of a command.
      if (own !== undefined)
        expect(
          bare.filter((id) => id !== own),
          path,
        ).toEqual([])
    }
    expect(links).toBeGreaterThan(rules.length + 20)
  })

  it('hold the rest of what the terminal shows', () => {
    for (const rule of rules) {
      const text = pages.get(ruleHelpUri(rule.id)) ?? ''
      const unlinked = text.replaceAll(/\[(SVC\d+)\]\(\1\.md\)/g, '$1')
      const { problem, fix, why, exceptions, source } = rule.page
      for (const part of [rule.summary, problem, fix, why, exceptions, ...source])
        expect(unlinked).toContain(markdownProse(part))
    }
  })

  it('say what the preset makes of the severities', () => {
    expect(pages.get(ruleHelpUri('SVC206'))).toContain(
      '| recommended | warning or info |\n| strict | error or warning |',
    )
    expect(pages.get(ruleHelpUri('SVC103'))).toContain('| recommended | error |\n| strict | error |')
  })
})

/** The file that a section of a page shows. */
function exampleOf(rule: Rule, heading: 'Bad' | 'Good'): { bytes: Uint8Array; text: string } | undefined {
  const text = pages.get(ruleHelpUri(rule.id)) ?? ''
  const section = text.slice(text.indexOf(`\n## ${heading}\n`) + 1).split('\n## ')[0] ?? ''
  const [, , reg] = /^(`{3,})reg\n(.*?)^\1$/ms.exec(section) ?? []
  if (reg === undefined) return undefined
  const bytes = section.includes('Stored as UTF-16LE') ? encodeUtf16(`\ufeff${reg}`) : Buffer.from(reg)
  return { bytes, text: reg }
}

describe('examples of the pages', () => {
  const shown = rules.filter((rule) => rule.bad.hive === undefined)
  test.each(shown.map((rule) => [rule.id, rule] as const))(
    '%s: as printed, bad is found and good is not',
    async (_, rule) => {
      const judge = async (heading: 'Bad' | 'Good', { windows = '10' }: Example): Promise<number> => {
        const example = exampleOf(rule, heading)
        if (!example) throw new Error(`${rule.id} shows no ${heading} example`)
        const { findings } = await lintReg(example.bytes, { file: 'example.reg', windows, rules: [rule] })
        return findings.length
      }
      expect(await judge('Bad', rule.bad)).toBeGreaterThan(0)
      if (rule.good.hive === undefined) expect(await judge('Good', rule.good)).toBe(0)
    },
  )

  it('have lines that fit a page, and say in words what stands in hexadecimal', () => {
    const text = exampleOf(rules.find(({ id }) => id === 'SVC206') as Rule, 'Bad')?.text
    expect(text).toContain('; count 6, tags 256 257 25 1 2 3\n"SCSI miniport"=hex:06,00,')
    expect(text).toContain('; "SCSI miniport"\n"List"=hex(7):53,00,')
    for (const line of text?.split('\n') ?? []) expect(line.length).toBeLessThanOrEqual(80)
  })
})

describe('prose in Markdown', () => {
  test.each([
    ['Control\\GroupOrderList, System32\\Drivers', 'Control\\GroupOrderList, System32\\Drivers'],
    ['after \\??\\ and \\*', 'after \\\\??\\ and \\\\\\*'],
    ['BAD_SYSTEM_CONFIG_INFO, _emphasis_', 'BAD_SYSTEM_CONFIG_INFO, \\_emphasis\\_'],
    ['a * b | [c](d) <script> `e` ~~f~~', 'a \\* b \\| \\[c\\](d) \\<script\\> \\`e\\` \\~\\~f\\~\\~'],
    ['# no heading', '\\# no heading'],
    ['+ no list', '\\+ no list'],
    ['7. no list', '7\\. no list'],
    ['R&D &amp; AT&T', 'R&D \\&amp; AT&T'],
  ])('%s', (text, markdown) => {
    expect(markdownProse(text)).toBe(markdown)
  })
})

test('the page of recipes is there, and linked files are', () => {
  const text = stored('docs/pipelines.md')
  for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
    expect(existsSync(join(root, 'docs', target)), target).toBe(true)
})
