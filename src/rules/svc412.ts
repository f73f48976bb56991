import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

const subkeys = ['Parameters', 'Performance'] as const

/** An old DDK page lists both among the values of a service key; they are subkeys. */
export const performanceAsValues: Rule = defineRule<{ service: string; valueName: string }>({
  id: 'SVC412',
  name: 'performance-as-values',
  severity: 'info',
  summary: 'Parameters or Performance is a value of the service key, and should be a subkey',
  page: {
    problem:
      'The service key has a value named Parameters or Performance. Windows reads neither: both are subkeys, which hold ' +
      'values of their own.',
    fix:
      'Delete the value and create the subkey: ServiceDll and settings of the driver below Parameters; Library, Open, ' +
      'Collect and Close below Performance.',
    why:
      'The page on the services database in the Windows NT DDK words them like the other entries of the key, so they ' +
      'are easily taken for values. A service finds no settings, and its performance counters no library, without any ' +
      'message.',
    exceptions: 'None: no stock hive has such a value. A value of that name in a subkey is not judged.',
    source: [
      "Microsoft: The driver's services database key (Windows NT DDK)",
      'KB 103000: CurrentControlSet\\Services subkeys (Parameters, Performance)',
      'Counted in stock hives of Windows XP to 10: none',
    ],
  },
  bad: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 1, Parameters: 'BusType=1' } } },
  good: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 1, Parameters: { BusType: 1 } } } },
  check(services, report) {
    for (const { name, key } of services.all)
      for (const valueName of subkeys) {
        const value = key.value(valueName)
        if (value) report(value.at, { service: name, valueName }, { service: name })
      }
  },
  message: ({ service, valueName }) => `${valueName} of ${quote(service)} is a value, expected a subkey`,
  help: ({ valueName }) => `Windows does not read it: create a subkey ${valueName}, and the settings in it`,
})
