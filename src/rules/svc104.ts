import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

export const errorControlInvalid: Rule = defineRule<{ service: string; errorControl: number }>({
  id: 'SVC104',
  name: 'error-control-invalid',
  severity: 'error',
  summary: 'ErrorControl is above 3',
  page: {
    problem: 'ErrorControl is a number that stands for no level of error control.',
    fix:
      'Use 0 (ignore), 1 (normal: the failure is logged and the start goes on), 2 (severe) or 3 ' +
      '(critical). Most drivers and services want 1.',
    why:
      'ErrorControl decides what happens when the entry fails to load or start (KB 103000). 0: startup goes ' +
      'on without a warning. 1: it goes on with one. 2: it switches to the LastKnownGood control set, or ' +
      'goes on where it uses that already. 3: it fails and switches to LastKnownGood as well, and "if the ' +
      'startup attempt is using LastKnownGood, run a bug-check". For another number no document says which. ' +
      'CreateService refuses it with error 87.',
    exceptions: 'None.',
    source: [
      'Microsoft: CreateServiceW, parameter dwErrorControl',
      'Microsoft: CurrentControlSet\\Services subkeys (KB 103000)',
    ],
  },
  bad: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 4 } } },
  good: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 1 } } },
  check(services, report) {
    for (const { name, errorControl } of services.all)
      if (errorControl && errorControl.value > 3)
        report(errorControl.at, { service: name, errorControl: errorControl.value }, { service: name })
  },
  message: ({ service, errorControl }) =>
    `ErrorControl of ${quote(service)} is ${errorControl}, expected 0 to 3`,
  help: () => '0 ignore, 1 normal, 2 severe, 3 critical',
})
