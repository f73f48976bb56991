import { hexadecimal, quote } from '../diagnostics/index.ts'
import { legalTypes } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

export const typeInvalid: Rule = defineRule<{ service: string; type: number }>({
  id: 'SVC102',
  name: 'type-invalid',
  severity: 'error',
  summary: 'Type is no legal combination',
  page: {
    problem:
      'Type is not one of the numbers that stand for a kind of driver or service. Windows cannot tell ' +
      'whether to load the entry into the kernel or to start a process for it.',
    fix:
      'Use one number: 1 kernel driver, 2 file system driver, 0x10 service in its own process, 0x20 ' +
      'service in a shared process. Add 0x100 to the last two only for an interactive service. Kinds are ' +
      'not added to each other: a service that runs alone has 0x10, not 0x30.',
    why:
      'CreateService refuses such a Type with error 87. Written straight into the registry it is not ' +
      'checked, and the Service Control Manager passes the entry over at the next start.',
    exceptions:
      'The reserved types 4 (adapter) and 8 (recognizer) are legal in the registry, as are the user ' +
      'services 0x50, 0x60, 0xd0, 0xe0, the interactive services 0x110, 0x120 and packaged services 0x210, ' +
      '0x220.',
    source: [
      'Microsoft: CreateServiceW, parameter dwServiceType',
      'Microsoft: QUERY_SERVICE_CONFIGW, member dwServiceType',
      'Windows SDK: winnt.h, SERVICE_USER_SERVICE, SERVICE_USERSERVICE_INSTANCE, SERVICE_PKG_SERVICE',
      'Microsoft: CurrentControlSet\\Services subkeys (KB 103000)',
    ],
  },
  bad: {
    services: { Sample: { Type: 0x30, Start: 3, ErrorControl: 1, ImagePath: 'C:\\Sample\\sample.exe' } },
  },
  good: {
    services: { Sample: { Type: 0x10, Start: 3, ErrorControl: 1, ImagePath: 'C:\\Sample\\sample.exe' } },
  },
  check(services, report) {
    for (const { name, type } of services.all)
      if (type && !legalTypes.has(type.value))
        report(type.at, { service: name, type: type.value }, { service: name })
  },
  message: ({ service, type }) =>
    `Type of ${quote(service)} is ${hexadecimal(type)}, no kind of driver or service`,
  help: () => 'Expected 0x1, 0x2, 0x10 or 0x20, with 0x100 for an interactive service',
})
