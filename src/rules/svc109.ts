import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

export const imagePathMissing: Rule = defineRule<{ service: string; empty: boolean }>({
  id: 'SVC109',
  name: 'image-path-missing',
  severity: 'error',
  summary: 'a Win32 service has no ImagePath',
  page: {
    problem:
      'A service that runs as a process does not say which program that is: ImagePath is absent or empty.',
    fix:
      'Set ImagePath (REG_EXPAND_SZ) to the full path of the program, in quotes if it has spaces. For a ' +
      'service in svchost.exe, name svchost.exe with its -k group here and the DLL in ' +
      'Parameters\\ServiceDll.',
    why:
      'The Service Control Manager starts the program that ImagePath names and nothing else. CreateService ' +
      'refuses an empty path with error 87. The old default of System32 plus the name of the service with ' +
      '.exe is documented for Windows NT 3.1 only.',
    exceptions:
      'A driver without ImagePath is fine: Windows loads System32\\Drivers and the name of the key with ' +
      '.sys. In a fragment the path may stand in the registry already: the rule says that it could not ' +
      'tell.',
    source: [
      'Microsoft: CreateServiceW, parameter lpBinaryPathName',
      'Microsoft: CurrentControlSet\\Services subkeys (KB 103000)',
      "Microsoft: The driver's services database key (Windows NT DDK): default path of a driver",
    ],
  },
  bad: { services: { Sample: { Type: 0x10, Start: 3, ErrorControl: 1 } } },
  good: {
    services: {
      Sample: { Type: 0x10, Start: 3, ErrorControl: 1, ImagePath: '%SystemRoot%\\System32\\sample.exe' },
      SampleDriver: { Type: 1, Start: 3, ErrorControl: 1 },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      if (service.kind !== 'service') continue
      const { name, imagePath, at } = service
      if (imagePath?.value.trim() === '')
        report(imagePath.at, { service: name, empty: true }, { service: name })
      else if (service.key.value('ImagePath') !== undefined) continue
      else if (services.holds.fragment) unknown('services')
      else report(at, { service: name, empty: false }, { service: name })
    }
  },
  message: ({ service, empty }) =>
    `${quote(service)} is a Win32 service with ${empty ? 'an empty' : 'no'} ImagePath`,
})
