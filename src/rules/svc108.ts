import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

export const adapterIgnored: Rule = defineRule<{ service: string; valueName: string }>({
  id: 'SVC108',
  name: 'adapter-ignored',
  severity: 'info',
  summary: 'Start, ImagePath or Tag of an adapter (Type 4) is ignored',
  page: {
    problem:
      'The entry has Type 4: it is a set of arguments for a network adapter and nothing that is loaded. ' +
      'Its Start, ImagePath and Tag have no effect.',
    fix: 'Leave the values out. If the entry is meant to be a driver, set Type to 1.',
    why:
      'Windows NT stored the settings of each network card as a service of its own with Type 4. For ' +
      'adapters the image path and the start type are ignored; the driver that reads the arguments has its ' +
      'own key.',
    exceptions: 'Entries of every other Type. Stock hives of Windows XP and 7 still have a few adapters.',
    source: ['Microsoft: CurrentControlSet\\Services subkeys (KB 103000)'],
  },
  bad: { services: { Elnkii1: { Type: 4, Start: 3, ErrorControl: 1 } } },
  good: { services: { Elnkii1: { Type: 4, ErrorControl: 1 } } },
  check(services, report) {
    for (const service of services.all) {
      if (service.kind !== 'adapter') continue
      const ignored = [
        ['Start', service.start],
        ['ImagePath', service.imagePath],
        ['Tag', service.tag],
      ] as const
      for (const [valueName, setting] of ignored)
        if (setting) report(setting.at, { service: service.name, valueName }, { service: service.name })
    }
  },
  message: ({ service, valueName }) =>
    `${valueName} of ${quote(service)} is ignored, as it is an adapter (Type 4)`,
})
