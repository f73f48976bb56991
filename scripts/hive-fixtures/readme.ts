import type { Fixture, MalformedFixture } from './fixture.ts'

const note = 'Made by `npm run fixtures`; do not edit.'

export function soundReadme(fixtures: readonly Fixture[]): string {
  const rows = fixtures.map(({ file, about }) => row(file, about))
  return text(
    '# Sound hives',
    note,
    'What each key proves stands beside it in `scripts/hive-fixtures`.',
    [row('file', 'holds'), '|---|---|', ...rows].join('\n'),
  )
}

export function malformedReadme(fixtures: readonly MalformedFixture[]): string {
  const rows = fixtures.map(({ file, about, at }) => row(file, about, `\`0x${at.toString(16)}\``))
  return text(
    '# Malformed hives',
    note,
    'Each is a sound hive with one defect, most of them three services of which the middle one is damaged: what ' +
      'is sound beside the defect is to be read all the same. The offset is that of the field that is wrong.',
    [row('file', 'what is wrong', 'at'), '|---|---|---|', ...rows].join('\n'),
  )
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function text(...paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`
}
