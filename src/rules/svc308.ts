import { quote } from '../diagnostics/index.ts'
import { startNames, startTypeName } from '../services/index.ts'
import { isAutoStart } from './auto-start.ts'
import { defineRule, type Rule } from './rule.ts'

const autoStart = 2
const disabled = 4

/** Event 7015: a boot-start or system-start driver must not depend on a service. */
export const dependencyMode: Rule = defineRule<{ service: string; dependency: string; start: number }>({
  id: 'SVC308',
  name: 'dependency-mode',
  severity: ({ start }) => (start === autoStart ? 'warning' : 'error'),
  severities: ['error', 'warning'],
  summary: 'a driver that starts with the system depends on a Win32 service',
  page: {
    problem:
      'DependOnService of a boot-start, system-start or auto-start driver names a Win32 service, which runs as a ' +
      'process. For an auto-start driver it is a warning.',
    fix:
      'Remove the entry. A driver that needs a service has to be demand start, so that the service or Plug and Play ' +
      'starts it, or has to wait until the service calls it. A dependency on a load-order group is allowed.',
    why:
      'Drivers of boot and system start are loaded by the boot loader and the kernel, which never read dependencies, ' +
      'long before there are processes. The Service Control Manager finds the entry later and logs event 7015: a boot ' +
      'or system driver must not depend on a service. An auto-start driver is started by the controller, which does ' +
      'start the service first; but kernel-mode code that cannot load without a process fails wherever the service ' +
      'does, in safe mode for one.',
    exceptions:
      'A demand-start driver: WdNisDrv of Windows 8.1 and 10 needs BFE, applockerfltr of 10 needs AppIDSvc. A driver ' +
      'that StartOverride keeps from boot start on this hardware, unless it is auto-start. A service that does not ' +
      'exist is SVC301, a disabled one SVC304, one with boot or system start SVC105.',
    source: [
      'Microsoft: event 7015, EVENT_INVALID_DRIVER_DEPENDENCY',
      'Microsoft: Specifying Driver Load Order (dependencies are ignored at boot and system start)',
      'Counted in stock hives of Windows XP to 10: demand-start drivers alone',
    ],
  },
  bad: {
    services: {
      SampleDrv: { Type: 1, Start: 1, ErrorControl: 1, DependOnService: ['RpcSs'] },
      RpcSs: { Type: 0x20, Start: 2, ErrorControl: 1, ImagePath: 'svchost.exe -k rpcss' },
    },
  },
  good: {
    services: {
      SampleDrv: { Type: 1, Start: 3, ErrorControl: 1, DependOnService: ['RpcSs'] },
      RpcSs: { Type: 0x20, Start: 2, ErrorControl: 1, ImagePath: 'svchost.exe -k rpcss' },
    },
  },
  check(services, report, context) {
    for (const driver of services.all) {
      const { name, kind, dependOnService } = driver
      if (kind !== 'driver' || dependOnService.length === 0) continue
      const loaded = context.bootPositions().get(driver)
      if (!loaded && !isAutoStart(driver)) continue
      const start = loaded ? startNames.indexOf(loaded.phase) : autoStart
      for (const { value, at } of dependOnService) {
        const target = services.get(value)
        if (!target || target.kind === 'container') {
          if (services.holds.fragment && value !== '') context.unknown('services')
          continue
        }
        const targetStart = target.start?.value
        if (target.kind !== 'service' || targetStart === undefined) continue
        if (targetStart < autoStart || targetStart === disabled) continue
        const related = target.type
          ? [{ at: target.type.at, message: `Type of ${quote(target.name)}, a Win32 service` }]
          : []
        report(at, { service: name, dependency: target.name, start }, { service: name, related })
      }
    }
  },
  message: ({ service, dependency, start }) =>
    start === autoStart
      ? `Auto-start driver ${quote(service, 26)} depends on Win32 service ${quote(dependency, 26)}`
      : `${quote(service, 22)} depends on Win32 service ${quote(dependency, 22)}, which starts long after`,
  help: ({ start }) =>
    start === autoStart
      ? 'Remove the entry, or make the driver demand start and let the service start it'
      : `Remove the entry, or give this driver a later start type: a ${startTypeName(start)} driver loads before any process runs`,
})
