import type { Located } from '../diagnostics/index.ts'
import { type RegistryKey, upcase, valueTypes } from '../registry/index.ts'
import { SettingReader } from './decode.ts'
import { defaultDriverImage, defaultServiceImage, imageFileOf } from './image.ts'
import type {
  EffectiveSettings,
  InstancesKey,
  LinkageKey,
  MalformedValue,
  PerformanceKey,
  Service,
  ServiceKind,
  Setting,
} from './service.ts'
import { errorControlName } from './tables/error-controls.ts'
import { serviceTypeName } from './tables/service-types.ts'
import { startName } from './tables/start-types.ts'

const { REG_SZ, REG_EXPAND_SZ } = valueTypes

/** DWORD values that no rule of the order looks at, by standard spelling: Microsoft, ChangeServiceConfig2. */
const otherNumberNames = ['SvcHostSplitDisable', 'PreshutdownTimeout', 'UserServiceFlags'] as const

/** Bits of Type: Microsoft, CreateServiceW and winnt.h. */
export const serviceTypes = {
  kernelDriver: 0x1,
  fileSystemDriver: 0x2,
  adapter: 0x4,
  recognizerDriver: 0x8,
  ownProcess: 0x10,
  shareProcess: 0x20,
  userService: 0x40,
  userServiceInstance: 0x80,
  interactiveProcess: 0x100,
  packaged: 0x200,
} as const

/** Decodes one subkey of Services. */
export function readService(key: RegistryKey): Service {
  const malformed: MalformedValue[] = []
  const read = new SettingReader(key, '', malformed)
  const type = read.number('Type')
  const present = read.has('Type') || read.has('Start') || read.has('ErrorControl')
  const kind = present ? kindOf(type?.value) : 'container'
  const otherNumbers = new Map<string, Setting<number>>()
  for (const name of otherNumberNames) {
    const setting = read.number(name)
    if (setting) otherNumbers.set(name, setting)
  }
  const settings = {
    type,
    start: read.number('Start'),
    errorControl: read.number('ErrorControl'),
    tag: read.number('Tag'),
    group: read.text('Group', REG_SZ),
    imagePath: read.text('ImagePath', REG_EXPAND_SZ, REG_SZ),
    objectName: read.text('ObjectName', REG_SZ),
    displayName: read.text('DisplayName', REG_SZ),
    description: read.text('Description', REG_SZ),
    delayedAutostart: read.number('DelayedAutostart'),
    launchProtected: read.number('LaunchProtected'),
    serviceSidType: read.number('ServiceSidType'),
    bootFlags: read.number('BootFlags'),
    deleteFlag: read.number('DeleteFlag'),
    dependOnService: read.list('DependOnService'),
    dependOnGroup: read.list('DependOnGroup'),
    requiredPrivileges: read.list('RequiredPrivileges'),
    failureActions: read.bytes('FailureActions'),
  }
  return {
    name: key.name,
    id: upcase(key.name),
    at: key.at,
    key,
    kind,
    ...settings,
    otherNumbers,
    startOverride: readStartOverride(key, malformed),
    triggers: key.key('TriggerInfo')?.keyCount ?? 0,
    parameters: readParameters(key.key('Parameters'), malformed),
    performance: readPerformance(key.key('Performance'), malformed),
    linkage: readLinkage(key.key('Linkage'), malformed),
    instances: readInstances(key, malformed),
    malformed,
    effective: effectiveSettings(key.name, kind, settings),
  }
}

function kindOf(type: number | undefined): ServiceKind {
  if (type === undefined) return 'unknown'
  if (type === serviceTypes.adapter) return 'adapter'
  if (
    type === serviceTypes.kernelDriver ||
    type === serviceTypes.fileSystemDriver ||
    type === serviceTypes.recognizerDriver
  )
    return 'driver'
  const flags =
    serviceTypes.userService |
    serviceTypes.userServiceInstance |
    serviceTypes.interactiveProcess |
    serviceTypes.packaged
  const process = type & ~flags
  return process === serviceTypes.ownProcess || process === serviceTypes.shareProcess ? 'service' : 'unknown'
}

function effectiveSettings(
  name: string,
  kind: ServiceKind,
  settings: Pick<Service, 'type' | 'start' | 'errorControl' | 'group' | 'imagePath' | 'objectName'>,
): EffectiveSettings {
  const written = settings.imagePath?.value
  const imagePath = kind === 'adapter' ? undefined : written || defaultImage(name, kind)
  const image = imagePath === undefined ? undefined : imageFileOf(imagePath, kind === 'service')
  const objectName = settings.objectName?.value || defaultObjectName(name, kind, settings.type?.value ?? 0)
  const errorControl = settings.errorControl?.value ?? 1
  return {
    imagePath,
    imagePathDefaulted: imagePath !== undefined && !written,
    imageName: image?.name,
    imageFile: image?.file,
    objectName,
    objectNameDefaulted: objectName !== undefined && !settings.objectName?.value,
    errorControl,
    errorControlDefaulted: settings.errorControl === undefined,
    typeName: settings.type && serviceTypeName(settings.type.value),
    startName: settings.start && startName(settings.start.value),
    errorControlName: errorControlName(errorControl),
    group: settings.group?.value || undefined,
  }
}

/** What is loaded where there is no ImagePath. The loader takes the driver's default whatever the Type is. */
function defaultImage(name: string, kind: ServiceKind): string | undefined {
  if (kind === 'container') return undefined
  return kind === 'service' ? defaultServiceImage(name) : defaultDriverImage(name)
}

/**
 * CreateService writes LocalSystem; the kernel names a driver object after its service. KB 103000 gives the key name
 * as the default, which no release shows. A user service runs as its user and has none.
 */
function defaultObjectName(name: string, kind: ServiceKind, type: number): string | undefined {
  if (kind === 'service') return type & serviceTypes.userService ? undefined : 'LocalSystem'
  if (kind !== 'driver') return undefined
  const fileSystem = type === serviceTypes.fileSystemDriver || type === serviceTypes.recognizerDriver
  return `${fileSystem ? '\\FileSystem' : '\\Driver'}\\${name}`
}

function readStartOverride(service: RegistryKey, malformed: MalformedValue[]): Service['startOverride'] {
  const read = new SettingReader(undefined, 'StartOverride\\', malformed)
  const overrides: (Located<number> & { readonly configuration: string })[] = []
  for (const value of service.key('StartOverride')?.values ?? []) {
    const setting = value.name === '' ? undefined : read.numberOf(value.name, value)
    if (setting) overrides.push({ configuration: value.name, value: setting.value, at: setting.at })
  }
  return overrides
}

function readParameters(key: RegistryKey | undefined, malformed: MalformedValue[]): Service['parameters'] {
  if (!key) return undefined
  const read = new SettingReader(key, 'Parameters\\', malformed)
  return { at: key.at, serviceDll: read.text('ServiceDll', REG_EXPAND_SZ, REG_SZ) }
}

function readPerformance(
  key: RegistryKey | undefined,
  malformed: MalformedValue[],
): PerformanceKey | undefined {
  if (!key) return undefined
  const read = new SettingReader(key, 'Performance\\', malformed)
  return {
    at: key.at,
    library: read.text('Library', REG_SZ, REG_EXPAND_SZ),
    open: read.text('Open', REG_SZ),
    collect: read.text('Collect', REG_SZ),
    close: read.text('Close', REG_SZ),
  }
}

function readLinkage(key: RegistryKey | undefined, malformed: MalformedValue[]): LinkageKey | undefined {
  if (!key) return undefined
  const read = new SettingReader(key, 'Linkage\\', malformed)
  // Lists in network components; stock performance keys have an Export that is a REG_SZ.
  const list = (name: string) => read.list(name, true)
  return { at: key.at, bind: list('Bind'), export: list('Export'), route: list('Route') }
}

/** Windows 11 24H2 moved `Instances` below `Parameters`: Microsoft, minifilter INF files. */
function readInstances(service: RegistryKey, malformed: MalformedValue[]): InstancesKey | undefined {
  const places = [
    { key: service.key('Instances'), prefix: 'Instances\\' },
    { key: service.find('Parameters', 'Instances'), prefix: 'Parameters\\Instances\\' },
  ]
  for (const { key, prefix } of places)
    if (key)
      return {
        at: key.at,
        belowParameters: prefix.startsWith('Parameters'),
        defaultInstance: new SettingReader(key, prefix, malformed).text('DefaultInstance', REG_SZ),
        all: key.keys.map((instance) => ({
          name: instance.name,
          at: instance.at,
          altitude: new SettingReader(instance, `${prefix}${instance.name}\\`, malformed).text(
            'Altitude',
            REG_SZ,
          ),
        })),
      }
  return undefined
}
