import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtProgram } from '../cli/built.ts'
import { driverRepository, type Ended, has, putSvcsim, runScript } from './shell.ts'
import { block, pairs, scalar } from './yaml.ts'

const template = readFileSync(join(import.meta.dirname, '../../templates/gitlab-ci.yml'), 'utf8').replaceAll(
  '\r\n',
  '\n',
)
const job = block(template, 'svcsim-lint') ?? ''
const variables = pairs(block(job, 'variables') ?? '')
const program = join(builtProgram('2.1.0'), 'bin', 'svcsim.js')
const reports = pairs(block(block(job, 'artifacts') ?? '', 'reports') ?? '')

/** The one script of a list of scripts. */
function scriptOf(key: string): string {
  const [, text = ''] = /^- (?:\|\n)?(.*)$/s.exec(block(job, key) ?? '') ?? []
  return text.replaceAll(/^ {2}/gm, '')
}

function runJob(folder: string, given: Readonly<Record<string, string>>): Ended {
  putSvcsim(folder, program)
  // A runner starts its scripts with errexit, in bash or else in sh.
  return runScript(['sh', '-e'], scriptOf('script'), folder, { ...Object.fromEntries(variables), ...given })
}

describe('templates/gitlab-ci.yml', () => {
  it('collects the reports of failed jobs too', () => {
    expect([...reports.keys()].sort()).toEqual(['codequality', 'junit'])
    expect(scalar(block(job, 'artifacts') ?? '', 'when')).toBe('always')
    for (const file of reports.values()) expect(scriptOf('script')).toContain(`=${file}`)
  })

  it('installs what the variable names', () => {
    expect(variables.get('SVCSIM_PACKAGE')).toBe('svcsim')
    expect(scriptOf('before_script').trim()).toBe(
      'npm install --global --no-audit --no-fund "$SVCSIM_PACKAGE"',
    )
  })
})

describe.skipIf(!has('bash'))('the job of templates/gitlab-ci.yml (skipped without a POSIX shell)', () => {
  it('prints findings, writes both reports and fails', () => {
    const folder = driverRepository()
    const { code, stdout } = runJob(folder, { SVCSIM_FILES: 'drivers', SVCSIM_BASE: '@windows-10' })
    expect(code).toBe(1)
    expect(stdout).toContain('SVC103')
    const quality: unknown = JSON.parse(readFileSync(join(folder, reports.get('codequality') ?? ''), 'utf8'))
    expect(quality).toEqual([expect.objectContaining({ check_name: expect.stringContaining('SVC103') })])
    expect(readFileSync(join(folder, reports.get('junit') ?? ''), 'utf8')).toContain('<failure')
  })

  it('judges the whole checkout, or names in lines with blanks in them', () => {
    const folder = driverRepository()
    expect(runJob(folder, {}).code).toBe(1)
    const { code, stdout } = runJob(folder, {
      SVCSIM_FILES: 'good drivers\ndrivers/other.reg',
      SVCSIM_BASE: '@windows-10',
    })
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 files')])
  })

  it('hands on what fails the job, and more options, of which none is a pattern of the shell', () => {
    const folder = driverRepository()
    expect(runJob(folder, { SVCSIM_FILES: 'drivers', SVCSIM_ARGS: '--exit-zero\n--only *' }).code).toBe(0)
    const { code, stderr } = runJob(folder, { SVCSIM_FAIL_ON: 'nothing' })
    expect([code, stderr]).toEqual([2, expect.stringContaining('--fail-on')])
  })

  it.each([...variables.keys()])('runs nothing that stands in %s', (name) => {
    const folder = driverRepository()
    const hostile = '"; touch pwned; $(touch pwned) `touch pwned` \' & | > pwned'
    runJob(folder, { [name]: hostile })
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })
})
