import {
  algorithmOf,
  errorControlName,
  hexadecimal,
  overrideWords,
  type Service,
  type Services,
  serviceTypeName,
  startName,
} from '../../index.ts'
import { listing } from '../../report/terms.ts'
import { startOf } from './start.ts'

/** Numbers of a service key in words. Each table names where its facts come from. */

/** KB 103000: who acts on each Start. */
const startMeanings: readonly string[] = [
  'loaded by the boot loader',
  'loaded by the kernel when it initialises',
  'started by the Service Control Manager at every startup',
  'started when it is asked for, by Plug and Play or by a service that depends on it',
  'not to be started under any conditions (KB 103000)',
]
const disabled = 4
const fileSystemDriver = 2

/** KB 103000; that the failure is logged: Microsoft, CreateServiceW. */
const errorControlMeanings: readonly string[] = [
  'if it fails, startup proceeds without a warning',
  'if it fails, startup proceeds and the failure is logged',
  'if it fails, startup begins again with LastKnownGood; where that is in use already, it proceeds',
  'if it fails, startup begins again with LastKnownGood; where that is in use already, it ends in a bug check',
]

/** NT Resource Kit, "Linkage Subkey Entries for Network Components": the key binds network components. */
const linkageMeanings: ReadonlyMap<string, string> = new Map([
  ['BIND', 'network binding: the objects that it binds to'],
  ['EXPORT', 'network binding: the names under which others bind to it'],
  ['ROUTE', 'network binding: the components that each binding passes through'],
])

/** Microsoft: INF AddService directive, `BootFlags`. */
const bootFlags: readonly (readonly [number, string])[] = [
  [0x1, 'network'],
  [0x2, 'VHD'],
  [0x4, 'USB'],
  [0x8, 'SD'],
  [0x10, 'USB 3'],
  [0x20, 'measured boot'],
  [0x40, 'verifier'],
  [0x80, 'Windows PE'],
]

/** Microsoft: SERVICE_SID_INFO. */
const sidTypes: ReadonlyMap<number, string> = new Map([
  [0, 'no service SID'],
  [1, 'unrestricted service SID'],
  [3, 'restricted service SID'],
])

/** Microsoft: SERVICE_LAUNCH_PROTECTED_INFO. */
const launchProtections: ReadonlyMap<number, string> = new Map([
  [0, 'not protected'],
  [1, 'Windows'],
  [2, 'Windows light'],
  [3, 'antimalware light'],
])

/** Microsoft: SERVICE_TRIGGER, `dwTriggerType`. */
const triggerTypes: ReadonlyMap<number, string> = new Map([
  [1, 'device interface arrival'],
  [2, 'IP address availability'],
  [3, 'domain join'],
  [4, 'firewall port event'],
  [5, 'group policy'],
  [6, 'network endpoint'],
  [7, 'custom system state change'],
  [20, 'custom event'],
  [30, 'aggregate'],
])

/** Microsoft: SERVICE_TRIGGER, `dwAction`. */
const triggerActions: ReadonlyMap<number, string> = new Map([
  [1, 'start'],
  [2, 'stop'],
])

/** Microsoft: SC_ACTION, `Type`. */
const failureActions: ReadonlyMap<number, string> = new Map([
  [0, 'nothing'],
  [1, 'restart the service'],
  [2, 'restart the computer'],
  [3, 'run a command'],
])

function flagsText(value: number): string {
  const names = bootFlags.filter(([flag]) => (value & flag) !== 0).map(([, name]) => name)
  return names.length === 0 ? '' : `needed to boot from ${listing(names)}`
}

function named(names: ReadonlyMap<number, string>): (value: number) => string {
  return (value) => names.get(value) ?? ''
}

function withMeaning(name: string, meaning: string | undefined): string {
  return meaning === undefined ? name : `${name}: ${meaning}`
}

/** Meaning of a number by the value's upper-cased name. */
const numberMeanings: ReadonlyMap<string, (value: number) => string> = new Map([
  ['TYPE', (value) => `${hexadecimal(value)} ${serviceTypeName(value)}`],
  ['ERRORCONTROL', (value) => withMeaning(errorControlName(value), errorControlMeanings[value])],
  ['TAG', (value) => hexadecimal(value)],
  [
    'DELAYEDAUTOSTART',
    (value) => (value === 0 ? 'not delayed' : 'starts after the other auto-start services'),
  ],
  ['DELETEFLAG', (value) => (value === 0 ? '' : 'deleted at the next start')],
  ['BOOTFLAGS', flagsText],
  ['SERVICESIDTYPE', named(sidTypes)],
  ['LAUNCHPROTECTED', named(launchProtections)],
])

export function numberMeaning(valueName: string, value: number): string {
  return numberMeanings.get(valueName.toUpperCase())?.(value) ?? ''
}

/** What Windows does by the Start of a service. */
export function startMeaning(services: Services, service: Service): string {
  const { kind, start, type } = service
  if (start === undefined) return ''
  if (kind === 'adapter') return 'ignored for an adapter (KB 103000)'
  const counts = startOf(services)(service)
  if (counts.start !== undefined && counts.overridden !== undefined)
    return `${startName(start.value)} as stored, but ${overrideWords(services, counts.start)}: ${startMeanings[counts.start] ?? 'no start type'}`
  const meaning = withMeaning(startName(start.value), startMeanings[start.value])
  // Stock Windows XP has Ntfs disabled, and all releases Cdfs: Microsoft, What Determines When a Driver Is Loaded.
  return start.value === disabled && type?.value === fileSystemDriver
    ? `${meaning}; the boot loader still loads it where it is the boot file system driver, a file system recognizer where it has one`
    : meaning
}

/** Meaning of a list in a subkey, by the upper-cased path of the subkey and the value's name. */
export function subkeyListMeaning(subkey: string, valueName: string): string {
  return subkey === 'LINKAGE' ? (linkageMeanings.get(valueName.toUpperCase()) ?? '') : ''
}

/** Meaning of a number in a subkey, by the upper-cased names of the subkey and the value. */
export function subkeyNumberMeaning(
  services: Services,
  subkey: string,
  valueName: string,
  value: number,
): string {
  if (subkey === 'STARTOVERRIDE')
    return `start ${startName(value)} in hardware configuration ${valueName}, ${whetherItCounts(services, valueName)}`
  if (subkey !== 'TRIGGERINFO') return ''
  if (valueName.toUpperCase() === 'TYPE') return named(triggerTypes)(value)
  if (valueName.toUpperCase() === 'ACTION') return named(triggerActions)(value)
  return ''
}

/** Whether the StartOverride for a hardware configuration counts on the machine and the release at hand. */
function whetherItCounts({ windows, hardwareConfiguration }: Services, configuration: string): string {
  if (algorithmOf[windows.release] === 'classic') return `which ${windows.title} does not look at`
  if (hardwareConfiguration === undefined)
    return 'which counts only if HardwareConfig\\LastId, not in this input, says so'
  const { value } = hardwareConfiguration
  return String(value) === configuration ? "this machine's" : `not this machine's, which is ${value}`
}

/**
 * SERVICE_FAILURE_ACTIONS as the registry holds it: reset period in seconds, two pointers, count, a pointer, then
 * count pairs of action and delay in milliseconds. Empty where the bytes do not hold what the count says.
 */
export function failureActionsMeaning(data: Uint8Array): string {
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  if (data.length < 20) return ''
  const count = view.getUint32(12, true)
  if (count === 0 || data.length < 20 + count * 8) return ''
  const actions: string[] = []
  for (let index = 0; index < count; index++) {
    const action = view.getUint32(20 + index * 8, true)
    const seconds = view.getUint32(24 + index * 8, true) / 1000
    actions.push(`${failureActions.get(action) ?? `action ${action}`} after ${seconds} s`)
  }
  return `on failure ${actions.join(', then ')}; count reset after ${view.getUint32(0, true)} s`
}
