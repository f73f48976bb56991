import type { Service } from '../../services/index.ts'
import { type Loader, launchProtection, loadedSince, loaderOf } from './control-facts.ts'
import type { CallStatus, OtherStatus } from './simulation.ts'
import { win32 } from './status.ts'

/** What is open where nothing else that runs is in the way. */
export function decision(service: Service): Pick<CallStatus, 'reason' | 'others'> {
  const when = launchProtection(service)
    ? 'the caller is no protected process'
    : 'the caller has no SERVICE_STOP right'
  const denied: OtherStatus = { status: win32.accessDenied, when }
  if (service.kind !== 'driver')
    return {
      reason: 'no running service depends on it, and its process decides',
      others: [
        { status: win32.success, when: 'its process accepts the stop' },
        { status: win32.invalidControl, when: 'its process does not accept a stop' },
        denied,
        { status: win32.notActive, when: 'it has ended since the boot' },
      ],
    }
  const orPlugAndPlay = loaderOf(service) === 'plug-and-play' ? ', or is a Plug and Play driver' : ''
  return {
    reason: 'no running service depends on it, and its driver object decides',
    others: [
      {
        status: win32.success,
        when: 'the driver can be unloaded: at once, or when the last handle to its devices closes',
      },
      { status: win32.invalidControl, when: `it has no DriverUnload${orPlugAndPlay}` },
      denied,
    ],
  }
}

/** What a stop of a service that the boot has not started may find. Plug and Play drivers: Microsoft, ZwUnloadDriver. */
export function startedSince(service: Service): OtherStatus[] {
  const { success, invalidControl } = win32
  if (service.kind !== 'driver')
    return [{ status: success, when: 'it was started since the boot and accepts a stop' }]
  const loader = loaderOf(service)
  const since = loadedSince[loader]
  if (loader === 'plug-and-play')
    return [
      { status: invalidControl, when: since },
      { status: success, when: 'a program has loaded it since the boot and it can be unloaded' },
    ]
  return [
    { status: invalidControl, when: `${since}, and it has no DriverUnload` },
    { status: success, when: `${since}, and it can be unloaded` },
  ]
}

/** What decides whether a driver is in use, by what loads it: where it runs, and where the boot has not loaded it. */
export const driverUses: Readonly<
  Record<Loader, { readonly code: string; readonly runs: string; readonly idle: string }>
> = {
  'plug-and-play': {
    code: 'plug-and-play',
    runs: 'whether it drives Plug and Play devices: the Services key does not tell',
    idle: 'whether Plug and Play has loaded it for a device since',
  },
  mount: {
    code: 'file-system',
    runs: 'whether a volume with its file system is mounted, where it is a file system and no filter: no registry tells',
    idle: 'whether a volume with its file system has been used since: a file system that comes with Windows is loaded then (Microsoft, "How the Volume is Recognized")',
  },
  program: {
    code: 'loaded-since',
    runs: 'whether something still uses it: no registry tells',
    idle: 'whether a program has loaded it since',
  },
}
