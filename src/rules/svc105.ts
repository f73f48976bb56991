import { quote } from '../diagnostics/index.ts'
import { startName } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

export const win32BootStart: Rule = defineRule<{ service: string; start: number }>({
  id: 'SVC105',
  name: 'win32-boot-start',
  severity: 'error',
  summary: 'a Win32 service has boot or system start',
  page: {
    problem:
      'A service that runs as a process has Start 0 or 1. There are no processes yet in these phases; only ' +
      'drivers can be loaded.',
    fix:
      'Set Start to 2 (auto) for a service that is to run after every start of the system, to 3 (demand) ' +
      'or to 4 (disabled).',
    why:
      'Start 0 makes the boot loader load the image into memory before the kernel runs, and Start 1 makes ' +
      'the kernel load it as a driver: both take the entry by its Start alone, so the image of a service ' +
      'would be loaded as if it were a driver. KB 103000 asks for auto, demand or disabled on a Win32 ' +
      'service, and CreateService refuses the combination with error 87.',
    exceptions: 'Drivers of every kind. No stock Windows hive has such a service.',
    source: [
      'Microsoft: CreateServiceW, parameter dwStartType: valid only for driver services',
      'Microsoft: CurrentControlSet\\Services subkeys (KB 103000)',
    ],
  },
  bad: {
    services: { Sample: { Type: 0x10, Start: 0, ErrorControl: 1, ImagePath: 'C:\\Sample\\sample.exe' } },
  },
  good: {
    services: { Sample: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: 'C:\\Sample\\sample.exe' } },
  },
  check(services, report) {
    for (const { name, kind, start } of services.all)
      if (kind === 'service' && start && start.value <= 1)
        report(start.at, { service: name, start: start.value }, { service: name })
  },
  message: ({ service, start }) =>
    `${quote(service, 32)} is a Win32 service with ${startName(start)} start, which is for drivers alone`,
  help: () => 'Set Start to 2 (auto), 3 (demand) or 4 (disabled)',
})
