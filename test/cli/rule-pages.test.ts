import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error: plain JavaScript, as the build runs it
import { pagesAddress } from '../../scripts/pages-address.js'
import { badDriver, regText, run, temporaryFolder } from './run.ts'

const atGithub = 'https://github.com/owner/svc.sim/blob/v1.2.3/docs/rules/'

test.each([
  ['owner/svc.sim', atGithub],
  ['github:owner/svc.sim', atGithub],
  ['https://github.com/owner/svc.sim', atGithub],
  ['https://github.com/owner/svc.sim/', atGithub],
  [{ type: 'git', url: 'git+https://github.com/owner/svc.sim.git' }, atGithub],
  [{ type: 'git', url: 'git+ssh://git@github.com/owner/svc.sim.git' }, atGithub],
  [{ type: 'git', url: 'git@github.com:owner/svc.sim.git' }, atGithub],
  [
    { type: 'git', url: 'https://github.com/owner/all.git', directory: './packages/svcsim/' },
    'https://github.com/owner/all/blob/v1.2.3/packages/svcsim/docs/rules/',
  ],
  ['gitlab:owner/svcsim', 'https://gitlab.com/owner/svcsim/-/blob/v1.2.3/docs/rules/'],
  [
    'https://gitlab.com/group/below/svcsim.git',
    'https://gitlab.com/group/below/svcsim/-/blob/v1.2.3/docs/rules/',
  ],
  ['bitbucket:owner/svcsim', 'https://bitbucket.org/owner/svcsim/src/v1.2.3/docs/rules/'],
  ['https://git.example.org/owner/svcsim.git', undefined],
  ['gist:11081aaa281', undefined],
  [{}, undefined],
  [undefined, undefined],
])('the pages of a version in the repository %j are at %s', (repository, expected) => {
  expect(pagesAddress({ repository, version: '1.2.3' })).toBe(expected)
})

test('reports link to where the configuration says that pages are', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'bad.reg'), regText({ bad: badDriver }))
  writeFileSync(join(cwd, 'svcsim.config.json'), '{"pages":"https://drivers.example.org/rules"}')
  const formats = ['markdown', 'sarif=s', 'rdjson=r'].flatMap((format) => ['--format', format])
  const { code, stdout } = await run(['lint', 'bad.reg', ...formats], { cwd })
  expect(code).toBe(1)
  const address = 'https://drivers.example.org/rules/SVC103.md'
  expect(stdout).toContain(`[SVC103 start-invalid](${address})`)
  const sarif = JSON.parse(readFileSync(join(cwd, 's'), 'utf8'))
  const { rules } = sarif.runs[0].tool.driver as { rules: { id: string; helpUri: string }[] }
  expect(rules.find(({ id }) => id === 'SVC103')?.helpUri).toBe(address)
  const { diagnostics } = JSON.parse(readFileSync(join(cwd, 'r'), 'utf8'))
  expect(diagnostics[0].code).toEqual({ value: 'SVC103', url: address })
})
