import { quote } from '../diagnostics/index.ts'
import { type Service, type Services, upcase } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

const required = ['Type', 'Start', 'ErrorControl'] as const

export const partialService: Rule = defineRule<{
  service: string
  missing: readonly string[]
  present: readonly string[]
  disabled: boolean
  /** A driver that the boot loader or the kernel loads by itself. */
  early: boolean
  inBox: boolean
  fragment: boolean
}>({
  id: 'SVC101',
  name: 'partial-service',
  severity: ({ disabled, inBox, fragment }) => (disabled || inBox || fragment ? 'info' : 'error'),
  severities: ['error', 'info'],
  summary: 'some but not all of Type, Start and ErrorControl are present',
  page: {
    problem:
      'The key has some of the values Type, Start and ErrorControl and lacks others. It is half a service: ' +
      'the Service Control Manager does not take it into its database, while the boot loader may still ' +
      'load it.',
    fix:
      'Give all three values: Type (1 for a kernel driver, 2 for a file system driver, 0x10 or 0x20 for a ' +
      'service), Start (0 to 4) and ErrorControl (0 to 3; 1 is usual). Or let CreateService or an INF file ' +
      'write the key.',
    why:
      'A service that is written straight into the registry consists of just these values, and nobody ' +
      'checks them before the next start of the system: until then the Service Control Manager does not ' +
      'know it and answers with error 1060. The kernel refuses a driver without Type as an ill-formed ' +
      'service entry.',
    exceptions:
      'A key with none of the three is a container, such as a key that only holds performance counters: no ' +
      'finding. Info instead of error when Start is 4, for a service that is part of Windows (unless the ' +
      'file is laid over a base and breaks it), and in a fragment, which may change a service that exists. ' +
      'An adapter (Type 4) needs no Start: Windows ignores it there. A key in which a value could not be ' +
      'read is left to SVC001.',
    source: [
      'Microsoft: CurrentControlSet\\Services subkeys (KB 103000)',
      "Microsoft: The driver's services database key (Windows NT DDK)",
      'Counted in stock hives of Windows XP to 10: all three or none, but for WS2IFSL and dac2w2k of XP',
    ],
  },
  bad: { services: { Sample: { Type: 1, Start: 3 } } },
  good: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 1 }, Container: {} } },
  check(services, report) {
    const unreadable = keysWithLostValues(services)
    for (const service of services.all) {
      const present = required.filter((name) => service.key.value(name) !== undefined)
      const missing = required.filter((name) => !present.includes(name) && !isIgnored(service, name))
      if (present.length === 0 || missing.length === 0) continue
      if (unreadable.has(upcase(service.at.keyPath ?? ''))) continue
      const data = {
        service: service.name,
        missing,
        present,
        disabled: service.start?.value === 4,
        early: service.kind === 'driver' && (service.start?.value ?? 4) <= 1,
        // What is laid over a base and breaks a service of Windows is no peculiarity of Windows.
        inBox: services.inBox(service) && !services.touched.has(service.id),
        fragment: services.holds.fragment,
      }
      report(service.at, data, { service: service.name })
    }
  },
  message: ({ service, missing, present }) =>
    `${quote(service)} has ${present.join(' and ')} but no ${missing.join(' and no ')}`,
  help({ fragment, missing, early }) {
    if (fragment)
      return 'Fine where the service exists already: lay the file over its base with --base to know'
    const without = `Without ${missing.join(' and ')} the Service Control Manager does not know the entry`
    return early ? `${without}, though it may be loaded at boot` : without
  },
})

/** Keys in which the reader lost a value: that is said already, and the value may be the one that is missing. */
function keysWithLostValues(services: Services): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const { diagnostics } of services.inputs)
    for (const { severity, at } of diagnostics)
      if (severity === 'error' && at.keyPath !== undefined) keys.add(upcase(at.keyPath))
  return keys
}

/** KB 103000: the Start value is ignored for adapters. */
function isIgnored(service: Service, valueName: string): boolean {
  return service.kind === 'adapter' && valueName === 'Start'
}
