import { describe, expect, it } from 'vitest'
import { generated, thirdParty, thirdPartyGroups } from '../../scripts/third-party.ts'
import { upcase } from '../../src/registry/index.ts'
import {
  profileNames,
  readProfile,
  readServices,
  type Service,
  type Services,
} from '../../src/services/index.ts'
import { readProfileFacts } from '../../src/services/profile.ts'
import { corpus, corpusExport, reg } from './read.ts'

async function profile(name: string): Promise<Services> {
  const registry = await readProfile(name)
  if (!registry) throw new Error(`no profile ${name}`)
  return readServices(registry)
}

/** What the order and the rules look at, without places. */
function facts(service: Service) {
  const values = (list: readonly { readonly value: string }[]) => list.map(({ value }) => value)
  return {
    name: service.name,
    kind: service.kind,
    type: service.type?.value,
    start: service.start?.value,
    errorControl: service.errorControl?.value,
    group: service.group?.value,
    tag: service.tag?.value,
    imagePath: service.effective.imagePath,
    objectName: service.effective.objectName,
    dependOnService: values(service.dependOnService),
    dependOnGroup: values(service.dependOnGroup),
    delayed: service.delayedAutostart?.value,
    bootFlags: service.bootFlags?.value,
    triggers: service.triggers,
    startOverride: service.startOverride.map(({ configuration, value }) => [configuration, value]),
    instances: service.instances?.all.map(({ name, altitude }) => [name, altitude?.value]),
  }
}

const leftOut = new Set(thirdParty.flatMap(({ services }) => services.map(upcase)))
const isThirdParty = (name: string) =>
  leftOut.has(upcase(name)) || generated.some((pattern) => pattern.name.test(name))

const profiles = [
  ['@windows-xp', 'xp', 231, 62, 44, 'windows-xp-sp3'],
  ['@windows-7', '7', 382, 69, 48, 'windows-7-sp1'],
  ['@windows-8.1', '8.1', 418, 69, 48, 'windows-8.1'],
  ['@windows-10', '10', 571, 69, 49, 'windows-10-1709'],
] as const

describe('bundled profiles', () => {
  it('are found by name', async () => {
    expect(profileNames).toEqual(['@nt-3.51', ...profiles.map(([name]) => name)])
    expect(await readProfile('@windows-95')).toBeUndefined()
  })

  describe.each(profiles)('%s', (name, release, services, groups, vectors, hive) => {
    it('holds one release', async () => {
      const model = await profile(name)
      expect([model.all.length, model.groupOrder?.groups.length, model.vectors.length]).toEqual([
        services,
        groups,
        vectors,
      ])
      expect(model.windows).toMatchObject({ release, certainty: 'detected' })
      expect(model.holds).toMatchObject({ fragment: false, groupOrder: true, vectors: true, safeBoot: true })
      expect(model.groupOrder?.wellFormed).toBe(true)
      expect(model.vectors.filter(({ malformed }) => malformed !== null)).toEqual([])
      expect(model.all.flatMap(({ malformed }) => malformed)).toEqual([])
    })

    it('holds in-box services alone', async () => {
      const model = await profile(name)
      expect(model.all.filter((service) => !model.inBox(service)).map((service) => service.name)).toEqual([])
      const names = [
        ...model.all.map((service) => service.name),
        ...[...(model.safeBoot?.minimal.entries ?? []), ...(model.safeBoot?.network.entries ?? [])].map(
          (entry) => entry.name.replace(/\.sys$/i, ''),
        ),
        ...model.classFilters.flatMap(({ filters }) => filters.map(({ value }) => value)),
      ]
      expect(names.filter(isThirdParty)).toEqual([])
      for (const { group } of thirdPartyGroups) expect(model.vector(group)).toBeUndefined()
    })

    it('has no path of another vendor or of a user', async () => {
      const paths = (await profile(name)).all.map(({ effective }) => effective.imagePath ?? '')
      expect(
        paths.filter((path) => /mcafee|avg|vmware|virtualbox|google|dropbox|nvidia corp|users\\/i.test(path)),
      ).toEqual([])
    })

    it.skipIf(corpus === undefined)(
      'is what the export holds without third parties (needs SVCSIM_CORPUS)',
      async () => {
        const full = await readServices(corpusExport(`${hive}.full.regedit5-utf16`))
        const kept = full.all.filter(({ kind, name: key }) => kind !== 'container' && !isThirdParty(key))
        const model = await profile(name)
        expect(model.all.map(facts)).toEqual(kept.map(facts))
        expect(model.groupOrder?.groups.map(({ value }) => value)).toEqual(
          full.groupOrder?.groups.map(({ value }) => value),
        )
        expect(model.hardwareConfiguration?.value).toBe(full.hardwareConfiguration?.value)
      },
    )
  })

  it('places say the profile, the key and the value', async () => {
    const model = await profile('@windows-10')
    expect(model.get('disk')?.start?.at).toEqual({
      file: '@windows-10',
      keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Disk',
      valueName: 'Start',
    })
  })
})

describe('@nt-3.51', () => {
  it('holds what the articles give', async () => {
    const model = await profile('@nt-3.51')
    expect(model.groupOrder?.groups).toHaveLength(22)
    expect(model.windows.release).toBe('nt-3.51')
    expect(model.vector('Base')).toMatchObject({ count: 13, tags: null, malformed: null })
    expect(model.vector('SCSI class')).toBeUndefined()
    expect(model.vector('Primary disk')?.tags?.map(({ value }) => value)).toEqual([1, 2, 3, 4])
    expect(model.members('PRIMARY DISK').map(({ name, tag }) => [name, tag?.value])).toEqual([
      ['Abiosdsk', 4],
      ['Atdisk', 2],
      ['Cpqarray', 1],
      ['Floppy', 3],
    ])
    expect(model.get('scsidisk')?.dependOnGroup.map(({ value }) => value)).toEqual(['SCSI miniport'])
    expect(model.holds.fragment).toBe(true)
  })

  it('says of the vector of Primary Disk that it is assumed', async () => {
    const vectors = (await readProfileFacts('@nt-3.51'))?.vectors ?? []
    expect(vectors.filter(({ tags, assumed }) => tags && !assumed?.includes('tags'))).toEqual([])
    expect(vectors.some(({ assumed }) => assumed)).toBe(true)
  })
})

describe('in-box', () => {
  it('needs the name and the image file, defaults filled in', async () => {
    const registry = await readProfile('@windows-10')
    const services = '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services'
    const patch = reg(`
      ${services}\\DISK]
      "ImagePath"="\\\\SystemRoot\\\\elsewhere\\\\DISK.SYS"
      ${services}\\PCI]
      "ImagePath"="system32\\\\drivers\\\\evil.sys"
      ${services}\\Wof]
      "ImagePath"="system32\\\\drivers\\\\WOF.sys"
      ${services}\\CDPUserSvc_4f2a1]
      "Type"=dword:e0
      "ImagePath"="C:\\\\Windows\\\\system32\\\\svchost.exe -k UnistackSvcGroup"
      ${services}\\mine]
      "Type"=dword:1
    `)
    const model = await readServices(patch, registry ? { base: registry } : {})
    const inBox = (name: string) => {
      const service = model.get(name)
      return service !== undefined && model.inBox(service)
    }
    expect(['disk', 'pci', 'wof', 'CDPUserSvc_4f2a1', 'mine'].map(inBox)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ])
  })

  it('is judged for 11 by 10, and for 2000 not at all', async () => {
    const registry = await readProfile('@windows-10')
    if (!registry) throw new Error('no profile')
    const inBoxOn = async (windows: '11' | '2000') => {
      const model = await readServices(registry, { windows })
      return model.all.some((service) => model.inBox(service))
    }
    expect([await inBoxOn('11'), await inBoxOn('2000')]).toEqual([true, false])
  })
})
