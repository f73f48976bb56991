import { upcase } from '../../registry/index.ts'

/** A device setup class of which the boot volume needs a device. */
export interface BootClass {
  /** `DiskDrive` */
  readonly name: string
  /** `disk drives` */
  readonly devices: string
  /** Controllers hold the boot disk on one machine and nothing on another; disks and volumes are in every boot. */
  readonly isController: boolean
}

/** Microsoft: System-defined device setup classes available to vendors, and those reserved for system use (Volume). */
const classes: ReadonlyMap<string, BootClass> = new Map([
  [
    '{4D36E967-E325-11CE-BFC1-08002BE10318}',
    { name: 'DiskDrive', devices: 'disk drives', isController: false },
  ],
  ['{71A27CDD-812A-11D0-BEC7-08002BE2092F}', { name: 'Volume', devices: 'volumes', isController: false }],
  [
    '{4D36E97B-E325-11CE-BFC1-08002BE10318}',
    { name: 'SCSIAdapter', devices: 'SCSI and RAID controllers', isController: true },
  ],
  [
    '{4D36E96A-E325-11CE-BFC1-08002BE10318}',
    { name: 'HDC', devices: 'hard disk controllers', isController: true },
  ],
])

/** The boot class of that GUID; undefined for any other device class. */
export function bootClass(classGuid: string): BootClass | undefined {
  return classes.get(upcase(classGuid))
}
