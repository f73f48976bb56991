import type { SafeBootList, Service, Services } from '../../services/index.ts'
import { isSafeDriver } from '../boot/safe-mode.ts'
import { isMalformed, storedStart } from '../start-override.ts'
import { driverRegistryPath, isMinifilter, loaderOf } from './control-facts.ts'
import type { KernelCall, KernelStatus, Remark } from './simulation.ts'
import { nt } from './status.ts'

const disabled = 4
const bootStart = 0

/**
 * What ZwLoadDriver refuses whatever the driver. Microsoft documents that the privilege is needed (SeLoadDriverPrivilege,
 * "Load and unload device drivers"); which status comes is known of ReactOS.
 */
const loadRefusals: readonly KernelStatus[] = [
  { status: nt.privilegeNotHeld, when: 'the caller does not hold SeLoadDriverPrivilege', source: 'ReactOS' },
  { status: nt.invalidParameter, when: 'the path is empty', source: 'ReactOS' },
]

/** ZwLoadDriver for a driver as its key stands; undefined for what has a Type that is no driver's. */
export function loadCall(services: Services, service: Service, runs: boolean): KernelCall | undefined {
  const defect = typeDefect(service)
  if (service.kind !== 'driver' && defect === undefined) return undefined
  return {
    routine: 'ZwLoadDriver',
    ...keyOf(service),
    returns: [...loadReturns(services, service, defect, runs), ...loadRefusals],
    notes: loadNotes(service, runs && defect !== undefined),
  }
}

function loadReturns(
  services: Services,
  service: Service,
  defect: string | undefined,
  runs: boolean,
): KernelStatus[] {
  if (defect !== undefined) return [{ status: nt.illFormed, when: defect, source: 'ReactOS' }]
  if (runs) return [{ status: nt.imageAlreadyLoaded, when: 'it is loaded', source: 'not verified' }]
  const safe = safeModeClause(services, service)
  return [
    { status: nt.success, when: 'it loads', source: 'Microsoft' },
    ...(safe === undefined ? [] : [{ status: nt.success, when: safe, source: 'Microsoft' } as const]),
    { status: nt.failedDriverEntry, when: 'DriverEntry of its image fails', source: 'ReactOS' },
  ]
}

/** Microsoft, ZwLoadDriver: what safe mode leaves out is not loaded, and the routine succeeds all the same. */
function safeModeClause({ safeBoot }: Services, service: Service): string | undefined {
  if (!safeBoot) return 'it is not loaded in safe mode, if that leaves it out'
  const modes = (['minimal', 'network'] as const).filter((mode) => !isSafeDriver(service, safeBoot[mode]))
  if (modes.length === 0) return undefined
  const leaves = `${modes.join(' and ')} ${modes.length === 1 ? 'leaves' : 'leave'} it out`
  const isOfDevices = loaderOf(service) === 'plug-and-play'
  // A Services key does not tell which devices a driver has.
  const unless = isOfDevices && modes.some((mode) => allowsClasses(safeBoot[mode]))
  return `it is not loaded in safe mode: ${leaves}${unless ? ', unless Plug and Play loads it for a device of an allowed class' : ''}`
}

/** Whether a list names device classes, of which Plug and Play loads the drivers in safe mode. */
function allowsClasses({ entries }: SafeBootList): boolean {
  return entries.some(({ name }) => name.startsWith('{'))
}

/** Why the kernel cannot tell what kind of driver a key describes. */
function typeDefect(service: Service): string | undefined {
  if (service.kind !== 'unknown' || service.type !== undefined) return undefined
  return isMalformed(service, 'Type') ? 'its Type is no REG_DWORD' : 'it has no Type'
}

function keyOf({
  name,
  effective,
}: Service): Pick<KernelCall, 'registryPath' | 'image' | 'imageDefaulted' | 'objectName'> {
  return {
    registryPath: driverRegistryPath(name),
    image: effective.imagePath,
    imageDefaulted: effective.imagePathDefaulted,
    objectName: effective.objectName,
  }
}

function loadNotes(service: Service, isLoadedAllTheSame: boolean): Remark[] {
  const notes: Remark[] = [
    {
      code: 'reads-key-itself',
      message:
        "it takes the path of the key and reads that itself: dependencies and groups are the controller's business",
    },
    { code: 'undocumented-then', message: 'undocumented in 1999 (NuMega); Microsoft documents it now' },
  ]
  if (isLoadedAllTheSame)
    notes.push({
      code: 'loaded-by-start-alone',
      message:
        'the simulated boot has loaded it, as loaders go by Start alone; where the kernel minds its Type at boot as it does here, it is not loaded',
    })
  if (storedStart(service) === disabled)
    notes.push({
      code: 'disabled',
      message: 'whether it minds Start 4 is not documented; the controller refuses such a driver itself',
    })
  if (isMinifilter(service))
    notes.push({
      code: 'minifilter',
      message: 'for a minifilter, drivers should call FltLoadFilter instead (Microsoft, ZwLoadDriver)',
    })
  return notes
}

/**
 * What ZwUnloadDriver returns. Microsoft, ZwUnloadDriver: no DriverUnload, Plug and Play. Microsoft, "Unload Routine
 * Environment", and NuMega, "Notes on Unloading NT 4.0 Kernel Mode Drivers" (1999): open handles put it off.
 */
function unloadReturns(service: Service): KernelStatus[] {
  const isOfDevices = loaderOf(service) === 'plug-and-play'
  const [can, cannot] = isOfDevices
    ? [
        'it has a DriverUnload and is no Plug and Play driver',
        'it has no DriverUnload, or it is a Plug and Play driver',
      ]
    : ['it has a DriverUnload', 'it has no DriverUnload']
  return [
    {
      status: nt.success,
      when: `${can}; while handles to its devices are open it stays, and goes when the last one closes`,
      source: 'Microsoft',
    },
    { status: nt.invalidDeviceRequest, when: cannot, source: 'Microsoft' },
    { status: nt.deletePending, when: 'it is being unloaded already', source: 'ReactOS' },
    {
      status: nt.privilegeNotHeld,
      when: 'the caller does not hold SeLoadDriverPrivilege',
      source: 'ReactOS',
    },
  ]
}

export function unloadCall(service: Service, runs: boolean): KernelCall | undefined {
  if (service.kind !== 'driver') return undefined
  return {
    routine: 'ZwUnloadDriver',
    ...keyOf(service),
    image: undefined,
    imageDefaulted: false,
    returns: runs ? unloadReturns(service) : [],
    notes: unloadNotes(service, runs),
  }
}

function unloadNotes(service: Service, runs: boolean): Remark[] {
  const notes: Remark[] = []
  if (!runs)
    notes.push({
      code: 'not-loaded',
      message: 'what it returns for a driver that is not loaded is not documented',
    })
  notes.push({
    code: 'no-dependents',
    message:
      "it goes by references to the driver's devices; DependOnService of others is the controller's business",
  })
  notes.push({
    code: 'windows-98',
    message: 'Windows 98 has ZwLoadDriver and no ZwUnloadDriver (NuMega, 1999)',
  })
  if (isMinifilter(service))
    notes.push({
      code: 'minifilter',
      message:
        'a minifilter: FilterUnload and fltmc unload ask it, and it may refuse; stop by the controller is mandatory; without a FilterUnloadCallback it cannot be unloaded (Microsoft, PFLT_FILTER_UNLOAD_CALLBACK)',
    })
  else if (loaderOf(service) === 'mount')
    notes.push({
      code: 'file-system',
      message:
        'a file system filter cannot be unloaded safely from a running system (Microsoft, ZwUnloadDriver); a file system is in use while one of its volumes is mounted (inference)',
    })
  if (storedStart(service) === bootStart)
    notes.push({
      code: 'boot-start',
      message:
        'loaded by the boot loader: a driver of the boot volume stays in practice, since its devices are open (inference)',
    })
  return notes
}
