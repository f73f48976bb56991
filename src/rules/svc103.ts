import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

export const startInvalid: Rule = defineRule<{ service: string; start: number }>({
  id: 'SVC103',
  name: 'start-invalid',
  severity: 'error',
  summary: 'Start is above 4',
  page: {
    problem: 'Start is a number that stands for no start type.',
    fix:
      'Use 0 (boot), 1 (system), 2 (auto), 3 (demand) or 4 (disabled). Use 0 only for a driver without ' +
      'which the system cannot be loaded, such as the driver of the boot disk.',
    why:
      'Boot drivers are loaded by the boot loader, system drivers by the kernel, automatic services and ' +
      'drivers by the Service Control Manager; a number above 4 belongs to none of them, so nothing ever ' +
      'starts the entry. CreateService refuses it with error 87. What is not to run at all has Start 4: "not ' +
      'to be started under any conditions" (KB 103000), with the one exception that the loader still loads ' +
      'the boot file system driver.',
    exceptions: 'Start is not judged on an adapter (Type 4), where Windows ignores it.',
    source: [
      'Microsoft: CreateServiceW, parameter dwStartType',
      'Microsoft: CurrentControlSet\\Services subkeys (KB 103000)',
      "Microsoft: The driver's services database key (Windows NT DDK)",
    ],
  },
  bad: { services: { Sample: { Type: 1, Start: 5, ErrorControl: 1 } } },
  good: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 1 } } },
  check(services, report) {
    for (const { name, kind, start } of services.all)
      if (start && start.value > 4 && kind !== 'adapter')
        report(start.at, { service: name, start: start.value }, { service: name })
  },
  message: ({ service, start }) => `Start of ${quote(service)} is ${start}, expected 0 to 4`,
  help: () => '0 boot, 1 system, 2 auto, 3 demand, 4 disabled',
})
