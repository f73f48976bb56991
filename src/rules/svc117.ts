import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** Microsoft: Creating the Application's Performance Key. */
const required = ['Library', 'Open', 'Collect', 'Close'] as const

export const performanceKey: Rule = defineRule<{ service: string; missing: readonly string[] }>({
  id: 'SVC117',
  name: 'performance-key',
  severity: 'warning',
  summary: 'a Performance subkey lacks Library, Open, Collect or Close',
  page: {
    problem:
      'The subkey Performance, which registers a DLL with performance counters, lacks one of the values Library, Open, ' +
      'Collect and Close.',
    fix:
      'Set Library to the performance DLL and Open, Collect and Close to the functions that it exports, all REG_SZ ' +
      '(Library may be REG_EXPAND_SZ), then load the counters with lodctr. Or delete the whole subkey.',
    why:
      'Whenever a program asks for performance data, Windows goes through all these keys, loads each Library and calls ' +
      'its functions by the names given; where a name is missing it has nothing to load or to call. Half of such a ' +
      'key is what a removal left behind as a rule.',
    exceptions:
      'Only whether the values are there is looked at, not what they name, and nothing of the counters that lodctr ' +
      'enters. Old documentation calls Open and Close optional; all keys of stock Windows have both. In a fragment the ' +
      'missing values may stand in the registry already.',
    source: [
      "Microsoft: Creating the Application's Performance Key",
      "Windows NT DDK: The driver's services database key (Performance)",
      'Counted in stock hives of Windows XP to 10: all keys have all four',
    ],
  },
  bad: {
    services: {
      Sample: {
        Type: 1,
        Start: 3,
        ErrorControl: 1,
        Performance: { Library: 'sampleperf.dll', Open: 'OpenSample', Close: 'CloseSample' },
      },
    },
  },
  good: {
    services: {
      Sample: {
        Type: 1,
        Start: 3,
        ErrorControl: 1,
        Performance: {
          Library: 'sampleperf.dll',
          Open: 'OpenSample',
          Collect: 'CollectSample',
          Close: 'CloseSample',
        },
      },
    },
  },
  check(services, report, { unknown }) {
    for (const { name, key, performance } of services.all) {
      if (!performance) continue
      const missing = required.filter((value) => key.find('Performance')?.value(value) === undefined)
      if (missing.length === 0) continue
      if (services.holds.fragment) unknown('services')
      else report(performance.at, { service: name, missing }, { service: name })
    }
  },
  message({ service, missing }) {
    const last = missing.at(-1) ?? ''
    const names = missing.length === 1 ? last : `${missing.slice(0, -1).join(', ')} and ${last}`
    return `Performance of ${quote(service)} lacks ${names}`
  },
  help: () => 'Name the performance DLL and its three functions, or delete the subkey',
})
