import {
  controllersById,
  type Service,
  type Services,
  type StorageDevice,
  sameName,
} from '../services/index.ts'

/** Enumerators of disks that hang on a controller of the classes HDC and SCSIAdapter, whatever the bus is called. */
const diskEnumerators = ['IDE', 'SCSI']

/** Disks below Enum: those inside the machine, as what is plugged in is not read. */
export function disks(services: Services): readonly StorageDevice[] {
  return services.storageDevices.filter(({ deviceClass }) => deviceClass.name === 'DiskDrive')
}

/**
 * The storage controllers of which one holds the boot disk: those that the disks of the machine hang on; all there are
 * where a disk does not tell. None where the controller of a disk is not known, or where a disk is on a bus of its own
 * (SD, MPIO), whose controllers are of other classes.
 */
export function diskControllers(services: Services): readonly StorageDevice[] {
  const all = disks(services)
  if (!all.every(({ id }) => diskEnumerators.some((name) => sameName(name, id.slice(0, id.indexOf('\\'))))))
    return []
  const found = all.map(controllersById(services.storageDevices))
  if (found.some((controllers) => controllers?.length === 0)) return []
  if (found.length > 0 && found.every((controllers) => controllers !== undefined))
    return [...new Set(found.flat())]
  return services.storageDevices.filter(({ deviceClass }) => deviceClass.isController)
}

/**
 * Whether the devices of a machine, where they are not known, may lack something because of the input: a whole input is
 * judged itself; a fragment, or what is laid over a base, has to change a driver of Windows, of which `changes` is asked.
 */
export function mayTakeAway(services: Services, changes: (service: Service) => boolean): boolean {
  const isWhole = !services.holds.fragment && !services.inputs.some(({ role }) => role === 'base')
  return isWhole || services.all.some((service) => services.inBox(service) && changes(service))
}

/** Whether the input deletes a service of its base. */
export function deletesService({ touched }: Services): boolean {
  return [...touched.values()].some(({ value }) => value === 'deleted')
}

/** Whether a value stands in what is judged, not in the base below it. */
export function isOfInput(services: Services, file: string): boolean {
  return services.inputs.some((input) => input.role === 'input' && input.file === file)
}
