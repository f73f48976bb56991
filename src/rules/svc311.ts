import { quote } from '../diagnostics/index.ts'
import { isDelayed } from '../planner/index.ts'
import { isAutoStart, isPromptAutoStart } from './auto-start.ts'
import { isKindUnknown } from './kind-unknown.ts'
import { defineRule, type Rule } from './rule.ts'

export const dependencyDelayed: Rule = defineRule<{ service: string; dependency: string }>({
  id: 'SVC311',
  name: 'dependency-delayed',
  severity: 'info',
  summary: 'an auto-start service depends on a delayed one, which is then started early',
  page: {
    problem:
      'DependOnService of an auto-start service that is not delayed names a service that is (DelayedAutostart).',
    fix:
      'Delay the dependent service too, or make the dependency an ordinary auto-start or a demand-start service, or ' +
      'remove the entry.',
    why:
      'The Service Control Manager starts what a service depends on before it, so the delayed service starts during ' +
      'boot and its delay has no effect. Microsoft calls that "not generally desirable". It is easily missed, since ' +
      'the Services console goes on showing the service as delayed.',
    exceptions:
      'A delayed service may depend on a delayed one. User services, which start at logon. A dependency that an ' +
      'auto-start service has through another one is not followed.',
    source: [
      'Microsoft: SERVICE_DELAYED_AUTO_START_INFO',
      'Counted in stock hives of Windows XP to 10: none',
    ],
  },
  bad: {
    services: {
      Sample: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        DependOnService: ['BITS'],
      },
      BITS: {
        Type: 0x20,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'svchost.exe -k netsvcs',
        DelayedAutostart: 1,
      },
    },
  },
  good: {
    services: {
      Sample: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        DependOnService: ['BITS'],
        DelayedAutostart: 1,
      },
      BITS: {
        Type: 0x20,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'svchost.exe -k netsvcs',
        DelayedAutostart: 1,
      },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { name, dependOnService } = service
      if (dependOnService.length === 0) continue
      if (isKindUnknown(services, service)) unknown('services')
      if (!isPromptAutoStart(service)) continue
      for (const { value, at } of dependOnService) {
        const target = services.get(value)
        if (!target || target.kind === 'container') {
          if (services.holds.fragment) unknown('services')
          continue
        }
        const { delayedAutostart } = target
        if (target === service || !delayedAutostart || !isAutoStart(target) || !isDelayed(target)) continue
        report(
          at,
          { service: name, dependency: target.name },
          {
            service: name,
            related: [{ at: delayedAutostart.at, message: `${quote(target.name)} is delayed here` }],
          },
        )
      }
    }
  },
  message: ({ service, dependency }) =>
    `${quote(service, 30)} depends on ${quote(dependency, 30)}, which is delayed`,
  help: () =>
    'The dependency starts during boot all the same: delay this service too, or do not delay the other',
})
