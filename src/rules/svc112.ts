import { quote } from '../diagnostics/index.ts'
import { imageOfWrongKind } from './image-kind.ts'
import { isKindUnknown } from './kind-unknown.ts'
import { defineRule, type Rule } from './rule.ts'

export const imagePathKind: Rule = defineRule<{ service: string; image: string; driver: boolean }>({
  id: 'SVC112',
  name: 'image-path-kind',
  severity: 'warning',
  summary: 'the image of a driver is an .exe or .dll file, or that of a Win32 service a .sys file',
  page: {
    problem:
      'Type and ImagePath contradict each other: a driver (Type 1, 2 or 8) names a program or a DLL, or a Win32 service ' +
      '(Type 0x10 or 0x20 and their flags) names a .sys file.',
    fix:
      'Set Type to what the file is: 1 for a kernel driver, 2 for a file system driver, 0x10 or 0x20 for a program ' +
      'that obeys the service control protocol. Or name the right file in ImagePath. The DLL of a shared process ' +
      'belongs into Parameters\\ServiceDll, with svchost.exe in ImagePath.',
    why:
      'A driver is a portion of kernel-mode code, a service a user-mode process, though both stand under Services and ' +
      'one controller starts both. Type alone decides who loads the file. A program imports from DLLs that do not ' +
      'exist in kernel mode, so the kernel cannot load it as a driver; and a driver cannot run as a process.',
    exceptions:
      'An ImagePath without an extension, or with another one. A driver without ImagePath has its default. A path of a ' +
      'boot driver that is wrong in its form as well is not reported by SVC110 again.',
    source: [
      'KB 101501: Differences Between a Service and a Device Driver',
      'KB 103000: CurrentControlSet\\Services subkeys (Type)',
      'Counted in stock hives of Windows XP to 10: every driver image is a .sys file, no service image is',
    ],
  },
  bad: {
    services: {
      Sample: { Type: 1, Start: 2, ErrorControl: 1, ImagePath: 'C:\\Sample\\sample.exe -run' },
    },
  },
  good: {
    services: {
      Sample: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: 'C:\\Sample\\sample.exe -run' },
      SampleDrv: { Type: 1, Start: 3, ErrorControl: 1, ImagePath: 'System32\\Drivers\\sampledrv.sys' },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { name, kind, imagePath } = service
      if (!imagePath) continue
      if (isKindUnknown(services, service)) unknown('services')
      const image = imageOfWrongKind(service)
      if (image === undefined) continue
      const related = service.type ? [{ at: service.type.at, message: `Type of ${quote(name)}` }] : []
      report(imagePath.at, { service: name, image, driver: kind === 'driver' }, { service: name, related })
    }
  },
  message: ({ service, image, driver }) =>
    driver
      ? `Image of driver ${quote(service, 27)} is ${quote(image, 27)}, expected a .sys file`
      : `Image of Win32 service ${quote(service, 24)} is ${quote(image, 24)}, expected a program`,
  help: ({ driver }) =>
    driver
      ? 'A program is no driver: set Type to 0x10 or 0x20, or name the driver file'
      : 'A .sys file is loaded by the kernel: set Type to 1 or 2, or name the program',
})
