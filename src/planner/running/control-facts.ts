import { type Service, serviceTypes } from '../../services/index.ts'

/**
 * What holds of loading and unloading every driver. KB 101501; error 1052 of a driver that cannot be unloaded:
 * Microsoft, ControlService; the unload routine, open handles and the two calls: NuMega, "Notes on Unloading NT 4.0
 * Kernel Mode Drivers" (1999).
 */
export const driverControlFacts: readonly string[] = [
  'no pause and no continue: drivers take stop and interrogate only',
  'unloading needs an unload routine (DriverUnload), which no registry shows: the driver may clear or set it as it runs',
  'unloading is refused for a Plug and Play driver (error 1052), and put off while handles to its devices are open',
  'drivers call ZwLoadDriver and ZwUnloadDriver: undocumented in 1999, Windows 98 has only the former (NuMega)',
]

/** What ZwLoadDriver and ZwUnloadDriver take: HKEY_LOCAL_MACHINE is \Registry\Machine to the kernel. */
export function driverRegistryPath(name: string): string {
  return `\\Registry\\Machine\\System\\CurrentControlSet\\Services\\${name}`
}

/** A user service of which each user gets an instance at logon (Microsoft: "Per-user services in Windows"). */
export function isUserServiceTemplate({ type }: Service): boolean {
  const flags = type?.value ?? 0
  return (flags & serviceTypes.userService) !== 0 && (flags & serviceTypes.userServiceInstance) === 0
}

/** Names of the values of LaunchProtected but for 0 (Microsoft: SERVICE_LAUNCH_PROTECTED_INFO). */
const protections: readonly (string | undefined)[] = [
  undefined,
  'SERVICE_LAUNCH_PROTECTED_WINDOWS',
  'SERVICE_LAUNCH_PROTECTED_WINDOWS_LIGHT',
  'SERVICE_LAUNCH_PROTECTED_ANTIMALWARE_LIGHT',
]

/** The protection of a service whose process only protected processes may control; undefined for none. */
export function launchProtection({ launchProtected }: Service): string | undefined {
  return protections[launchProtected?.value ?? 0]
}

/** A filter that the filter manager loads (Microsoft: "Creating an INF File for a Minifilter Driver"). */
export function isMinifilter({ instances }: Service): boolean {
  return instances !== undefined
}

/** What loads a driver, besides the boot and whoever asks the controller. */
export type Loader = 'plug-and-play' | 'mount' | 'program'

/**
 * Function drivers and filters of devices are loaded by Plug and Play. File systems that come with Windows are not: the
 * file system recognizer asks for them when a volume with one is first used (Microsoft, "How the Volume is Recognized",
 * "What Happens to File Systems During System Boot").
 */
export function loaderOf(service: Service): Loader {
  const type = service.type?.value
  if (isMinifilter(service) || type === serviceTypes.recognizerDriver) return 'program'
  return type === serviceTypes.fileSystemDriver ? 'mount' : 'plug-and-play'
}

/** That it was loaded by now although the boot did not, as a clause. */
export const loadedSince: Readonly<Record<Loader, string>> = {
  'plug-and-play': 'Plug and Play has loaded it for a device',
  mount: 'it has been loaded since, for a volume with its file system',
  program: 'a program has loaded it since the boot',
}
