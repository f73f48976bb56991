/**
 * Makes a bundled profile from a SYSTEM export: `npm run profiles -- windows-10 system.reg`. What third parties added
 * is left out (third-party.ts); container keys are left out, as they are no services. The NT 3.51 profile is written
 * by hand from Microsoft's articles.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readReg } from '../src/formats/reg/index.ts'
import { upcase } from '../src/registry/index.ts'
import {
  type ClassFilter,
  type ProfileClassFilters,
  type ProfileFacts,
  type ProfilePair,
  type ProfileService,
  parseRelease,
  readServices,
  type SafeBootList,
  type Service,
  type Services,
  servicesSelection,
} from '../src/services/index.ts'
import { generated, thirdParty, thirdPartyGroups } from './third-party.ts'

const titles: ReadonlyMap<string, string> = new Map([
  ['windows-xp', 'Windows XP Service Pack 3'],
  ['windows-7', 'Windows 7 Service Pack 1'],
  ['windows-8.1', 'Windows 8.1'],
  ['windows-10', 'Windows 10 version 1709'],
])

const leftOut = new Set(thirdParty.flatMap(({ services }) => services.map(upcase)))
const leftOutGroups = new Set(thirdPartyGroups.map(({ group }) => upcase(group)))

function isThirdParty(name: string): boolean {
  return leftOut.has(upcase(name).replace(/\.SYS$/, '')) || leftOut.has(upcase(name))
}

function isInBox({ name, kind }: Service): boolean {
  return kind !== 'container' && !isThirdParty(name) && !generated.some((pattern) => pattern.name.test(name))
}

function serviceFacts(service: Service): ProfileService {
  const value = <T>(setting: { readonly value: T } | undefined) => setting?.value
  const list = (elements: readonly { readonly value: string }[]) =>
    elements.length > 0 ? elements.map((element) => element.value) : undefined
  return {
    ...defined({
      name: service.name,
      type: value(service.type),
      start: value(service.start),
      errorControl: value(service.errorControl),
      group: value(service.group),
      tag: value(service.tag),
      image: value(service.imagePath),
      objectName: value(service.objectName),
      dependOnService: list(service.dependOnService),
      dependOnGroup: list(service.dependOnGroup),
      delayedAutostart: value(service.delayedAutostart),
      launchProtected: value(service.launchProtected),
      serviceSidType: value(service.serviceSidType),
      bootFlags: value(service.bootFlags),
      userServiceFlags: value(service.otherNumbers.get('UserServiceFlags')),
      serviceDll: value(service.parameters?.serviceDll),
      triggers: service.triggers || undefined,
      startOverride:
        service.startOverride.length > 0
          ? service.startOverride.map((override) => [override.configuration, override.value])
          : undefined,
      defaultInstance: value(service.instances?.defaultInstance),
      instances: service.instances?.all.map((instance) => [instance.name, instance.altitude?.value ?? '']),
    }),
    name: service.name,
  }
}

/** Without the properties that are undefined. */
function defined<T extends object>(facts: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<T>
}

function safeBootFacts(list: SafeBootList): ProfilePair[] {
  return list.entries.filter(({ name }) => !isThirdParty(name)).map(({ name, kind }) => [name, kind])
}

function classFilterFacts(filters: readonly ClassFilter[]): ProfileClassFilters[] {
  const classes = new Map<string, ProfileClassFilters>()
  for (const { classGuid, className, valueName, filters: names } of filters) {
    const kept = names.map(({ value }) => value).filter((name) => !isThirdParty(name))
    if (kept.length === 0) continue
    classes.set(classGuid, {
      classGuid,
      ...(className === undefined ? {} : { class: className }),
      ...classes.get(classGuid),
      [valueName === 'UpperFilters' ? 'upper' : 'lower']: kept,
    })
  }
  return [...classes.values()]
}

function profileFacts(profile: string, services: Services): ProfileFacts {
  const release = parseRelease(profile)
  const title = titles.get(profile)
  if (!release || !title)
    throw new Error(`No such profile: ${profile}; there are ${[...titles.keys()].join(', ')}`)
  if (!services.safeBoot || !services.groupOrder) throw new Error('This is no export of a whole SYSTEM hive')
  return {
    profile,
    release,
    title,
    origin: [
      `Facts read from a SYSTEM hive of ${title}, a public sample; third-party entries left out`,
      'Service keys that hold no service are left out too',
    ],
    groupOrder: services.groupOrder.groups.map(({ value }) => value),
    vectors: services.vectors
      .filter(({ group }) => !leftOutGroups.has(upcase(group)))
      .map(({ group, tags }) => ({ group, tags: (tags ?? []).map(({ value }) => value) })),
    ...(services.earlyStartServices.length > 0
      ? { earlyStartServices: services.earlyStartServices.map(({ value }) => value) }
      : {}),
    ...(services.hardwareConfiguration
      ? { hardwareConfiguration: services.hardwareConfiguration.value }
      : {}),
    safeBoot: {
      minimal: safeBootFacts(services.safeBoot.minimal),
      network: safeBootFacts(services.safeBoot.network),
    },
    classFilters: classFilterFacts(services.classFilters),
    services: services.all.filter(isInBox).map(serviceFacts),
  }
}

/** JSON with one vector, one class and one service a line, so that a change can be read. */
function write(facts: ProfileFacts): string {
  const lists = new Set<keyof ProfileFacts>(['origin', 'vectors', 'classFilters', 'services'])
  const properties = Object.entries(facts).map(([name, value]) => {
    const text =
      lists.has(name as keyof ProfileFacts) && Array.isArray(value)
        ? `[\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`
        : JSON.stringify(value)
    return `  ${JSON.stringify(name)}: ${text}`
  })
  return `{\n${properties.join(',\n')}\n}\n`
}

const [profile, file] = process.argv.slice(2)
if (profile === undefined || file === undefined) {
  console.error('Usage: npm run profiles -- windows-10 FILE.reg')
  process.exitCode = 2
} else {
  const registry = readReg(readFileSync(file), { file, selection: servicesSelection })
  const services = await readServices(registry, { inBox: false })
  const path = join(dirname(fileURLToPath(import.meta.url)), `../src/services/profiles/${profile}.json`)
  writeFileSync(path, write(profileFacts(profile, services)))
  const kept = services.all.filter(isInBox).length
  console.log(`${profile}: ${kept} of ${services.all.length} service keys`)
}
