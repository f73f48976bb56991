/** Where the facts of explanations come from, as a person would look them up. */
export const sources = {
  /** Q115486, for Windows NT 3.1 to 2000. */
  kb115486: 'Microsoft: KB 115486, Control Device Driver Load Order',
  /** Q103000, for Windows NT 3.1. */
  kb103000: 'Microsoft: KB 103000, CurrentControlSet\\Services Subkeys',
  /** windows-driver-docs, install/specifying-driver-load-order. */
  driverLoadOrder: 'Microsoft: Specifying Driver Load Order',
  /** windows-driver-docs, ifs/what-determines-when-a-driver-is-loaded. */
  fileSystemLoadOrder: 'Microsoft: What Determines When a Driver Is Loaded',
  /** windows-driver-docs, ifs/how-the-volume-is-recognized. */
  volumeRecognized: 'Microsoft: How the Volume Is Recognized',
  /** windows-driver-docs, ifs/load-order-groups-for-file-system-filter-drivers. */
  filterGroups: 'Microsoft: Load Order Groups for File System Filter Drivers',
  /** windows-driver-docs, ifs/load-order-groups-and-altitudes-for-minifilter-drivers. */
  altitudes: 'Microsoft: Load Order Groups and Altitudes for Minifilter Drivers',
  /** windows-driver-docs, install/early-launch-antimalware and elam-driver-requirements. */
  elam: 'Microsoft: Early Launch Antimalware',
  /** win32, Services/automatically-starting-services. */
  autoStart: 'Microsoft: Automatically Starting Services',
  /** winsvc.h, SERVICE_DELAYED_AUTO_START_INFO. */
  delayedAutoStart: 'Microsoft: SERVICE_DELAYED_AUTO_START_INFO',
  /** winsvc.h, CreateServiceW. */
  createService: 'Microsoft: CreateServiceW',
  /** win32, System Error Codes; event messages of the Service Control Manager. */
  circular: 'Microsoft: ERROR_CIRCULAR_DEPENDENCY (1059), events 7017 and 7018',
  /** Windows 2000 Registry Reference, Services\<name>\Group (cc963245). */
  groupEntry: 'Microsoft: Windows 2000 Registry Reference, Group',
  /** Windows 2000 Registry Reference, GroupOrderList (cc976063). */
  groupOrderList: 'Microsoft: Windows 2000 Registry Reference, GroupOrderList',
  /** github.com/ColinFinck/nt-load-order and its blog series: winload traced with a debugger. */
  ntLoadOrder: 'nt-load-order, the boot loader of Windows 10 traced (Colin Finck)',
  /** Boot logs (ntbtlog.txt) and lists of loaded modules; see evidence.ts. */
  bootLogs: 'boot logs and lists of loaded modules',
  bootLogsOfOthers: 'boot logs and lists of loaded modules of other releases',
} as const
