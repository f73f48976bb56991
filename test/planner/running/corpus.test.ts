import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readHive } from '../../../src/formats/hive/index.ts'
import { runningAfterBoot, simulateStart, simulateStop, systemAfterBoot } from '../../../src/planner/index.ts'
import { readServices, type Services } from '../../../src/services/index.ts'
import { corpus } from '../../services/read.ts'

const reason = corpus === undefined ? ' (skipped: SVCSIM_CORPUS is not set)' : ''

const models = new Map<string, Promise<Services>>()

function hive(name: string): Promise<Services> {
  let model = models.get(name)
  if (!model) {
    const file = join(corpus ?? '', 'hives', `${name}.SYSTEM.gz`)
    model = readServices(readHive(gunzipSync(readFileSync(file)), { file: `${name}.SYSTEM` }), {
      inBox: false,
    })
    models.set(name, model)
  }
  return model
}

async function system(name: string) {
  return systemAfterBoot(await hive(name))
}

describe.skipIf(corpus === undefined)(`running systems of real hives${reason}`, () => {
  const names = ['windows-xp-sp3', 'windows-7-sp1', 'windows-8.1', 'windows-10-1709']

  it.each(names)('%s: the boot leaves what it loaded and started running', async (name) => {
    const running = [...runningAfterBoot(await hive(name))].map((service) => service.name.toLowerCase())
    for (const expected of ['disk', 'tcpip', 'rpcss', 'eventlog', 'spooler', 'lanmanworkstation'])
      expect(running).toContain(expected)
    expect(running).not.toContain('remoteaccess')
  })

  it.each([
    ['windows-10-1709', 'Spooler', 1056],
    ['windows-10-1709', 'Tcpip', 1056],
    ['windows-10-1709', 'bthserv', 0],
    ['windows-10-1709', 'RemoteAccess', 1058],
    ['windows-7-sp1', 'Fax', 0],
    ['windows-xp-sp3', 'disk', 1056],
  ] as const)('%s: start %s returns %i', async (name, service, code) => {
    expect(simulateStart(await system(name), service)?.call.status?.code).toBe(code)
  })

  it('windows-7-sp1: Fax needs TapiSrv to be started, on top of what runs', async () => {
    const steps = simulateStart(await system('windows-7-sp1'), 'Fax')?.steps ?? []
    expect(steps.filter(({ action }) => action === 'start').map((step) => step.name)).toEqual([
      'TapiSrv',
      'Fax',
    ])
    expect(steps.filter(({ state }) => state === 'running').map((step) => step.name)).toContain('RpcSs')
  })

  it.each([
    ['windows-10-1709', 'RpcSs', 40],
    ['windows-7-sp1', 'RpcSs', 25],
    ['windows-xp-sp3', 'RpcSs', 15],
  ] as const)('%s: dozens of services keep %s from being stopped', async (name, service, least) => {
    const simulation = simulateStop(await system(name), service)
    expect(simulation?.call.status?.code).toBe(1051)
    expect(simulation?.steps.length).toBeGreaterThan(least)
    const place = new Map(simulation?.steps.map((step) => [step.name.toLowerCase(), step.position]))
    for (const step of simulation?.steps ?? [])
      for (const { value } of step.service?.dependOnService ?? [])
        expect(place.get(value.toLowerCase()) ?? Infinity).toBeGreaterThan(step.position)
  })

  it('windows-xp-sp3: Browser keeps the Workstation service from being stopped', async () => {
    const steps = simulateStop(await system('windows-xp-sp3'), 'LanmanWorkstation')?.steps
    expect(steps?.map(({ name }) => name)).toEqual(['Browser', 'lanmanworkstation'])
  })
})
