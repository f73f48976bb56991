import { type Place, quote, type RelatedPlace } from '../diagnostics/index.ts'
import {
  isReadBy,
  type Service,
  type Services,
  type Setting,
  serviceTypes,
  upcase,
} from '../services/index.ts'
import { isMinifilterGroup } from './minifilter-groups.ts'
import { defineRule, type Rule } from './rule.ts'

/** The filter manager itself: in the lowest of the groups, and no minifilter. */
const filterManager = 'FLTMGR'

type Defect = 'legacy' | 'instances' | 'no-default' | 'default' | 'altitude' | 'dependency' | 'type'

type Data = {
  service: string
  group: string
  defect: Defect
  /** What stands in DefaultInstance. */
  defaultInstance: string | null
  type: number
  inBox: boolean
}

const advice: Readonly<Record<Defect, string>> = {
  legacy: 'A minifilter needs both; a legacy filter needs neither, but Windows 10 and later can block it',
  instances: 'Without an instance the filter manager refuses it: add Instances, DefaultInstance and Altitude',
  'no-default': 'Set DefaultInstance in its Instances to the name of a subkey that has an Altitude',
  default: 'It must be the name of a subkey of Instances that has an Altitude',
  altitude: 'Add the value Altitude, a REG_SZ: without it the filter manager cannot attach the instance',
  dependency: 'Add FltMgr to DependOnService: the filter manager must run before a minifilter starts',
  type: 'A file system filter is a file system driver: set Type to 2',
}

/** FltRegisterFilter fails for a minifilter without a registered instance, and where FltMgr is not running. */
export const minifilterIncomplete: Rule = defineRule<Data>({
  id: 'SVC404',
  name: 'minifilter-incomplete',
  severity: ({ inBox }) => (inBox ? 'info' : 'warning'),
  severities: ['warning', 'info'],
  summary: 'a driver in an FSFilter group lacks Instances, a dependency on FltMgr or Type 2',
  page: {
    problem:
      'A driver in one of the FSFilter groups is no complete minifilter. It has no Instances, its DefaultInstance ' +
      'names none of them or one without Altitude, DependOnService lacks FltMgr, or its Type is not 2. Neither Instances nor a dependency on ' +
      'FltMgr is how a legacy filter looks, so that is said in one finding.',
    fix:
      'Give the service Type 2, FltMgr in DependOnService and a key Instances, below Parameters from Windows 11 24H2 ' +
      'on: its value DefaultInstance names a subkey, and the subkey has Altitude (REG_SZ) and Flags. An INF file ' +
      'does that; CreateService and a few values in a .reg file do not.',
    why:
      'A minifilter registers with the filter manager, which reads the instances of the service and attaches the ' +
      'default one to the volumes at its altitude. Without an instance FltRegisterFilter returns ' +
      'STATUS_OBJECT_NAME_NOT_FOUND, without a running filter manager STATUS_FLT_NOT_INITIALIZED, and the driver ' +
      'fails to load. The dependency starts FltMgr where it does not run yet. A legacy filter attaches to the file ' +
      'systems by itself and has neither; administrators can block such filters from Windows 10 version 1607 on ' +
      '(IoBlockLegacyFsFilters), and DAX volumes do not take them.',
    exceptions:
      'Milder, an info, on drivers of Windows itself: sr of XP is a legacy filter, WIMMount of 7 to 10 does not ' +
      'depend on FltMgr. FltMgr is exempt. Members of the group Filter are not judged, since ordinary drivers are ' +
      'in it too. Instances below Parameters count on Windows 10 and 11, which are not told apart. A minifilter that writes its Instances itself before it registers needs none beforehand. In a ' +
      'fragment an entry without Type may change a service that exists, so nothing is said of it.',
    source: [
      'Microsoft: Creating an INF file for a minifilter driver (ServiceInstall and AddRegistry sections)',
      'Microsoft: Load order groups and altitudes for minifilter drivers',
      'Microsoft: FltRegisterFilter; Blocking legacy file system filter drivers',
      'Counted in stock hives of XP, 7, 8.1 and 10: sr and WIMMount alone',
    ],
  },
  bad: {
    services: {
      SampleFilter: { Type: 2, Start: 3, ErrorControl: 1, Group: 'FSFilter Activity Monitor' },
    },
  },
  good: {
    services: {
      FltMgr: { Type: 2, Start: 0, ErrorControl: 3, Group: 'FSFilter Infrastructure' },
      SampleFilter: {
        Type: 2,
        Start: 3,
        ErrorControl: 1,
        Group: 'FSFilter Activity Monitor',
        DependOnService: ['FltMgr'],
        Instances: {
          DefaultInstance: 'Sample Instance',
          'Sample Instance': { Altitude: '370030', Flags: 0 },
        },
      },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { group, type } = service
      if (!group || !isMinifilterGroup(group.value) || service.id === filterManager) continue
      if (!type && services.holds.fragment) unknown('services')
      if (!type || service.kind !== 'driver') continue
      const instances = instancesOf(services, service)
      const known = {
        service: service.name,
        group: group.value,
        defaultInstance: instances?.defaultInstance?.value ?? null,
        type: type.value,
        inBox: services.inBox(service),
      }
      for (const { defect, at, related } of defectsOf(service, instances, group, type))
        report(at, { ...known, defect }, { service: service.name, related })
    }
  },
  message({ service, defect, defaultInstance, type }) {
    switch (defect) {
      case 'legacy':
        return `${quote(service, 26)} has neither Instances nor a dependency on FltMgr, like a legacy filter`
      case 'instances':
        return `Minifilter ${quote(service)} has no Instances`
      case 'no-default':
        return `Minifilter ${quote(service)} names no default instance`
      case 'default':
        return `DefaultInstance ${quote(defaultInstance ?? '', 22)} of minifilter ${quote(service, 22)} names no instance`
      case 'altitude':
        return `Default instance ${quote(defaultInstance ?? '', 22)} of minifilter ${quote(service, 22)} has no Altitude`
      case 'dependency':
        return `Minifilter ${quote(service)} does not depend on FltMgr`
      case 'type':
        return `Type of file system filter ${quote(service)} is ${type}, expected 2`
    }
  },
  help: ({ defect }) => advice[defect],
})

/** The instances that the release looks at. */
function instancesOf({ windows }: Services, { instances }: Service): Service['instances'] {
  return instances?.belowParameters && !isReadBy(windows.release, 'Parameters\\Instances')
    ? undefined
    : instances
}

interface Found {
  readonly defect: Defect
  readonly at: Place
  readonly related: readonly RelatedPlace[]
}

/** What is wrong, each at its own place; what is not there is missed at the group, which asks for it. */
function defectsOf(
  service: Service,
  instances: Service['instances'],
  group: Setting<string>,
  type: Setting<number>,
): Found[] {
  const { dependOnService } = service
  const dependency = dependOnService.find(({ value }) => upcase(value) === filterManager)
  const inGroup = { at: group.at, message: 'the group of file system filters' }
  const found: Found[] = []
  if (!instances && !dependency) found.push({ defect: 'legacy', at: group.at, related: [] })
  if (!instances && dependency) {
    const related = [{ at: dependency.at, message: 'the dependency of a minifilter' }]
    found.push({ defect: 'instances', at: group.at, related })
  }
  if (instances) {
    const related = [{ at: instances.at, message: 'the instances of the minifilter' }]
    const { defaultInstance, all } = instances
    const first = all.find(({ name }) => upcase(name) === upcase(defaultInstance?.value ?? ''))
    if (!defaultInstance) found.push({ defect: 'no-default', at: instances.at, related: [inGroup] })
    else if (!first) found.push({ defect: 'default', at: defaultInstance.at, related })
    else if (!first.altitude && !hasMalformedAltitude(service, first.name))
      found.push({
        defect: 'altitude',
        at: first.at,
        related: [{ at: defaultInstance.at, message: 'the default instance' }],
      })
    if (!dependency) found.push({ defect: 'dependency', at: group.at, related })
  }
  if (type.value !== serviceTypes.fileSystemDriver)
    found.push({ defect: 'type', at: type.at, related: [inGroup] })
  return found
}

/** An altitude of a wrong type is told as that. */
function hasMalformedAltitude({ malformed }: Service, instance: string): boolean {
  const end = upcase(`Instances\\${instance}\\Altitude`)
  return malformed.some(({ valueName }) => upcase(valueName).endsWith(end))
}
