import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Block, blocksOf } from '../../scripts/readme-sessions.ts'
import { builtProgram } from '../cli/built.ts'
import { driverRepository, type Ended, has, putSvcsim, runScript } from './shell.ts'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/pipelines.md'), 'utf8').replaceAll('\r\n', '\n')
const blocks = blocksOf(page)
const program = join(builtProgram('2.3.0'), 'bin', 'svcsim.js')
const fleet = /^find exports/

function blocksIn(language: string): Block[] {
  return blocks.filter((block) => block.language === language)
}

function run(folder: string, source: string): Ended {
  putSvcsim(folder, program)
  return runScript(['bash', '--norc', '-o', 'pipefail'], source, folder)
}

/** Of lines for each input, how many inputs there were, and how many findings. */
function counts(ndjson: string): { inputs: string[]; findings: number } {
  const lines = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; input: string })
  return {
    inputs: lines.filter(({ type }) => type === 'input').map(({ input }) => input),
    findings: lines.filter(({ type }) => type === 'finding').length,
  }
}

describe('commands of docs/pipelines.md', () => {
  const commands = blocks
    .filter(({ language }) => language !== 'sh')
    .flatMap(({ text }) => text.match(/npx svcsim [^'"\n]+/g) ?? [])
    .map((command) => command.trim().replace(/^npx /, ''))

  it('are there, in the files of each service', () => {
    expect(commands.length).toBe(3)
    expect(blocksIn('sh').length).toBe(7)
  })

  it.skipIf(!has('bash')).each(commands)('%s', (command) => {
    const folder = driverRepository()
    const { code, stdout, stderr } = run(folder, command)
    expect([code, stderr]).toEqual([1, expect.not.stringContaining('unknown')])
    expect(stdout).toContain('SVC103')
    for (const [, file = ''] of command.matchAll(/--format \w+=(\S+)/g)) {
      expect(existsSync(join(folder, file)), file).toBe(true)
      // What the service is told to look for.
      expect(page.split(file).length).toBeGreaterThan(2)
    }
  })

  it.skipIf(!has('bash'))('writes for MSBuild what its canonical errors are', () => {
    const msbuild = commands.find((command) => command.includes('msbuild')) ?? ''
    expect(run(driverRepository(), msbuild).stdout).toMatch(
      /^drivers[\\/]driver\.reg\(\d+,\d+(?:,\d+,\d+)?\): error SVC103: /m,
    )
  })

  it.skipIf(!has('bash'))('write several formats in one run, and a baseline that hides what is known', () => {
    const [formats, baseline] = blocksIn('sh').filter(({ text }) => text.startsWith('svcsim lint'))
    const folder = driverRepository()
    expect(run(folder, formats?.text ?? '').code).toBe(1)
    for (const file of ['svcsim.sarif', 'svcsim-junit.xml']) expect(existsSync(join(folder, file))).toBe(true)
    expect(run(folder, `set -e\n${baseline?.text}`)).toMatchObject({ code: 0 })
    writeFileSync(
      join(folder, 'drivers', 'third.reg'),
      readFileSync(join(folder, 'drivers', 'driver.reg'), 'utf8').replace('sampldrv', 'third'),
    )
    expect(run(folder, baseline?.text.split('\n')[1] ?? '').code).toBe(1)
  })
})

describe.skipIf(!has('bash'))('fleets of docs/pipelines.md (skipped without bash)', () => {
  const [alone, parallel] = blocksIn('sh').filter(({ text }) => fleet.test(text))
  const xargs = blocksIn('sh').find(({ text }) => text.includes('xargs'))
  const jq = blocksIn('sh').find(({ text }) => text.startsWith('jq '))
  const findings = (folder: string): string => readFileSync(join(folder, 'findings.ndjson'), 'utf8')

  it('are judged in one run, in the order of the inputs', () => {
    const folder = driverRepository()
    expect(run(folder, `export LC_ALL=C\n${alone?.text}`).code).toBe(1)
    const { inputs, findings: found } = counts(findings(folder))
    expect([inputs.length, found]).toEqual([120, 12])
    expect(inputs).toEqual([...inputs].sort())
  })

  it.skipIf(!has('parallel'))(
    'are judged under GNU parallel with the same result (skipped where that is not installed)',
    () => {
      const folder = driverRepository()
      run(folder, `export LC_ALL=C\n${alone?.text}`)
      const expected = findings(folder)
      writeFileSync(join(folder, 'findings.ndjson'), '')
      // Each of its three processes meets a finding.
      expect(run(folder, `export LC_ALL=C\n${parallel?.text}`).code).toBe(3)
      expect(findings(folder)).toBe(expected)
    },
  )

  it('are judged under xargs, each input once', () => {
    const folder = driverRepository()
    expect(run(folder, `export LC_ALL=C\n${xargs?.text}`).code).toBe(0)
    const { inputs, findings: found } = counts(findings(folder))
    expect([new Set(inputs).size, inputs.length, found]).toEqual([120, 120, 12])
  })

  it.skipIf(!has('jq'))('are summed up by jq (skipped where that is not installed)', () => {
    const folder = driverRepository()
    run(folder, `export LC_ALL=C\n${alone?.text}`)
    const { code, stdout } = run(folder, jq?.text ?? '')
    expect(code).toBe(0)
    expect(stdout).toContain('exports/machine 10.reg\n')
    expect(stdout).toMatch(/^ +12 SVC103$/m)
  })
})

describe('files of docs/pipelines.md', () => {
  const yaml = blocksIn('yaml').map(({ text }) => text)
  const action = readFileSync(join(root, 'action.yml'), 'utf8')

  it('name inputs of the action, variables of the job and the hook that there are', () => {
    const used = yaml.find((text) => text.includes('OWNER/svcsim@')) ?? ''
    const names = [...(used.split('        with:\n')[1] ?? '').matchAll(/^ {10}([\w-]+):/gm)].map(
      ([, name]) => name,
    )
    expect(names.length).toBe(3)
    for (const name of names) expect(action).toMatch(new RegExp(`^ {2}${name}:$`, 'm'))

    const job = readFileSync(join(root, 'templates/gitlab-ci.yml'), 'utf8')
    const variables = yaml.join('\n').match(/SVCSIM_\w+/g) ?? []
    expect(variables.length).toBe(3)
    for (const name of variables) expect(job).toContain(`    ${name}: `)

    const hooks = readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')
    const ids = yaml.flatMap((text) => [...text.matchAll(/- id: (\S+)/g)].map(([, id]) => id))
    // The one of the repository, and that of the installed package.
    expect(ids).toEqual(['svcsim-lint', 'svcsim-lint'])
    expect(hooks).toContain(`- id: ${ids[0]}\n`)
  })
})
