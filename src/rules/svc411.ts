import { type Place, quote } from '../diagnostics/index.ts'
import { algorithmOf } from '../planner/index.ts'
import { type Service, type Services, upcase } from '../services/index.ts'
import { isDisabled, mayBeOverridden } from './disabled.ts'
import { defineRule, type Rule } from './rule.ts'
import { deletesService, isOfInput, mayTakeAway } from './storage-drivers.ts'

type Data = { service: string; device: string; defect: 'missing' | 'disabled' }

/** Up to Windows 7, devices that are needed to start and not installed yet get their driver from this list. */
export const criticalDeviceMissing: Rule = defineRule<Data>({
  id: 'SVC411',
  name: 'critical-device-missing',
  severity: ({ defect }) => (defect === 'missing' ? 'error' : 'warning'),
  severities: ['error', 'warning'],
  summary: 'CriticalDeviceDatabase names a service that does not exist or is disabled',
  page: {
    problem:
      'An entry of Control\\CriticalDeviceDatabase, which gives a device ID its driver before the device is installed, ' +
      'names a service that does not exist or is disabled.',
    fix:
      'Bring the service along: a patch that adds entries has to add the services too, and their .sys files have to be ' +
      'in System32\\Drivers. Or take the entry out.',
    why:
      'When Windows up to 7 starts on other hardware, for the first time after cloning or on another controller, it knows ' +
      'no devices and looks each ID up in this list. An entry without a service installs nothing; if the device is the ' +
      'controller of the boot disk, the start ends in bug check 0x7B.',
    exceptions:
      'A warning for a disabled service, since the entry may be for a device that the machine does not have. Not for ' +
      'Windows 8 and later, which do not have the list. One finding for each service and file. In a fragment the service ' +
      'may exist elsewhere, so nothing is reported.',
    source: [
      'KB 314082: Stop 0x7B after the system disk was moved to another computer (CriticalDeviceDatabase, atapi, pciide)',
      'Counted in stock hives of Windows XP and 7: none of 5,172 entries',
    ],
  },
  bad: {
    services: { Atapi: { Type: 1, Start: 0, ErrorControl: 1 } },
    keys: {
      'Control\\CriticalDeviceDatabase\\pci#cc_0101': {
        ClassGUID: '{4D36E96A-E325-11CE-BFC1-08002BE10318}',
        Service: 'pciide',
      },
    },
    windows: 'xp',
  },
  good: {
    services: { PciIde: { Type: 1, Start: 0, ErrorControl: 1 } },
    keys: {
      'Control\\CriticalDeviceDatabase\\pci#cc_0101': {
        ClassGUID: '{4D36E96A-E325-11CE-BFC1-08002BE10318}',
        Service: 'pciide',
      },
    },
    windows: 'xp',
  },
  check(services, report, context) {
    const { windows, holds } = services
    // Of a fragment that tells no release, this list is a sign itself.
    if (algorithmOf[windows.release] === 'modern' && windows.certainty !== 'assumed') return
    const isOld = algorithmOf[windows.release] !== 'modern'
    const takes = (service: Service): boolean => isDisabledHere(services, service)
    if (isOld && !holds.criticalDevices && (deletesService(services) || mayTakeAway(services, takes)))
      context.unknown('criticalDevices')
    const told = new Set<string>()
    for (const { id, service: named } of services.criticalDevices) {
      const service = services.get(named.value)
      if (holds.fragment && !service?.start) context.unknown('services')
      const defect = service ? 'disabled' : 'missing'
      if (holds.fragment && !service) continue
      if (service && (!isDisabled(services, service, context) || mayBeOverridden(services, service))) continue
      const key = `${upcase(named.value)}\\${named.at.file}`
      if (told.has(key)) continue
      told.add(key)
      const data = { service: service?.name ?? named.value, device: id, defect } as const
      report(named.at, data, { service: data.service, related: startOf(service) })
    }
  },
  message: ({ service, device, defect }) =>
    `Critical device ${quote(device, 24)} names ${quote(service, 24)}, which ${
      defect === 'missing' ? 'does not exist' : 'is disabled'
    }`,
  help: ({ defect }) =>
    defect === 'missing'
      ? 'A device of this ID gets no driver when Windows meets it: add the service, or take the entry out'
      : 'A device of this ID does not start when Windows meets it: enable the service, or take the entry out',
})

function isDisabledHere(services: Services, { kind, start }: Service): boolean {
  return kind === 'driver' && start?.value === 4 && isOfInput(services, start.at.file)
}

function startOf(service: Service | undefined): { at: Place; message: string }[] {
  return service?.start ? [{ at: service.start.at, message: `start type of ${quote(service.name)}` }] : []
}
