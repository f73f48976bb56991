import { upcase } from '../../registry/index.ts'

/**
 * Enumerators (keys right below Enum) that no storage controller and no disk inside a PC hangs on: devices of the board,
 * of software and of Plug and Play itself, input, displays, sound, printers, and buses whose devices are plugged in while
 * Windows runs. Controllers of flash memory on ACPI (UFS, eMMC) are thereby left out, so that nothing is known of them. Microsoft: "HKLM\SYSTEM\CurrentControlSet\Enum registry tree", "Device identification strings"; the names were
 * counted in stock hives of Windows XP to 10, where half of the keys below Enum are theirs.
 */
const enumerators = [
  'ACPI',
  'ACPI_HAL',
  'BTH',
  'BTHENUM',
  'BTHHFENUM',
  'BTHLE',
  'BTHLEDEVICE',
  'DISPLAY',
  'DISPLAY_VIRT',
  'FDC',
  'HDAUDIO',
  'HID',
  'HTREE',
  'INTELAUDIO',
  'LPTENUM',
  'MMDEVAPI',
  'MONITOR',
  'PRINTENUM',
  'ROOT',
  'SERENUM',
  'STORAGE',
  'SW',
  'SWD',
  'TERMINPUT_BUS',
  'TS_USB_HUB_ENUMERATOR',
  'UMB',
  'USB',
  'USBPRINT',
  'USBSTOR',
  'WPDBUSENUMROOT',
] as const

const known: ReadonlySet<string> = new Set(enumerators.map(upcase))

/** Whether a storage controller or a built-in disk may hang on an enumerator; unknown ones may be a maker's own bus. */
export function mayHoldStorage(enumerator: string): boolean {
  return !known.has(upcase(enumerator))
}
