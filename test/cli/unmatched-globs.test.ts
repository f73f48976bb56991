import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { badDriver, regText, run, temporaryFolder } from './run.ts'

async function notes(config: object, ...argv: string[]): Promise<string[]> {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'svcsim.config.json'), JSON.stringify(config, undefined, 2))
  for (const name of ['Alpha', 'Beta'])
    writeFileSync(join(cwd, `${name}.reg`), regText({ [name]: badDriver }))
  const { stderr } = await run(['lint', ...argv], { cwd })
  return stderr.split('\n').filter((line) => line.includes('matches no service'))
}

const rules = { SVC103: 'info' }

test('an override that matches no service is told once, with its place', async () => {
  const config = {
    overrides: [
      { services: ['al*', 'vio*'], rules },
      { services: ['BETA'], rules },
    ],
  }
  const line =
    'svcsim: svcsim.config.json:6:9: overrides[0].services[1]: "vio*" matches no service in what was read'
  expect(await notes(config, 'Alpha.reg', 'Beta.reg')).toEqual([line])
  expect(await notes(config, '.', '--only', 'beta', '--format', 'ndjson')).toEqual([line])
  expect(await notes(config, '.', '-q')).toEqual([])
  expect(await notes(config, '.', 'gone.reg')).toEqual([])
  expect(await notes(config, 'Beta.reg')).toEqual([
    'svcsim: svcsim.config.json:5:9: overrides[0].services[0]: "al*" matches no service in what was read, nor does 1 more (--verbose)',
  ])
  expect(await notes(config, 'Beta.reg', '-v')).toHaveLength(2)
  expect(await notes({ overrides: config.overrides.slice(1) }, '.')).toEqual([])
})

test('"only" of the configuration is told by its place, --only by its name', async () => {
  const config = { only: ['alpha', 'vio*'] }
  expect(await notes(config, '.')).toEqual([
    'svcsim: svcsim.config.json:4:5: only[1]: "vio*" matches no service in what was read',
  ])
  expect(await notes(config, '.', '--only', 'gama')).toEqual(['svcsim: --only gama matches no service'])
})
