import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** Microsoft: CreateServiceW, parameter lpServiceName. */
const longestName = 256

type Defect = 'too-long' | '/' | ',' | ' '

export const serviceName: Rule = defineRule<{ service: string; defect: Defect; length: number }>({
  id: 'SVC107',
  name: 'service-name',
  severity: ({ defect }) => (defect === ',' || defect === ' ' ? 'info' : 'error'),
  severities: ['error', 'info'],
  summary: 'a service name is over 256 characters long or has a slash, a comma or a space',
  page: {
    problem:
      'The key name of a service is longer than 256 characters, or has a character that a service name ' +
      'must not have. A slash and too great a length are errors; a comma or a space works with most ' +
      'programs and is reported as info.',
    fix:
      'Rename the key, and every DependOnService that names it. What people should read, spaces included, ' +
      'belongs into DisplayName.',
    why:
      'CreateService refuses names with a slash or of more than 256 characters with error 123, and other ' +
      'programs cannot open such a service. The protocol of the Service Control Manager also forbids the ' +
      'comma and the space; services with a space exist and start, but scripts that pass their name ' +
      'unquoted fail.',
    exceptions:
      'A comma or a space in the name of a key with none of Type, Start and ErrorControl: it is no service, ' +
      'and stock Windows has such containers, ".NET CLR Data" for one. A slash or too great a length is an ' +
      'error there too.',
    source: [
      'Microsoft: CreateServiceW, parameter lpServiceName',
      'Microsoft: MS-SCMR, Service Control Manager Remote Protocol, service names',
    ],
  },
  bad: { services: { 'Sample/Driver': { Type: 1, Start: 3, ErrorControl: 1 } } },
  good: { services: { SampleDriver: { Type: 1, Start: 3, ErrorControl: 1 }, '.NET Data': {} } },
  check(services, report) {
    for (const { name, kind, at } of services.all) {
      const defects: Defect[] = name.length > longestName ? ['too-long'] : []
      const wrong = kind === 'container' ? (['/'] as const) : (['/', ',', ' '] as const)
      for (const character of wrong) if (name.includes(character)) defects.push(character)
      for (const defect of defects)
        report(at, { service: name, defect, length: name.length }, { service: name })
    }
  },
  message({ service, defect, length }) {
    if (defect === 'too-long')
      return `The service name ${quote(service, 32)} has ${length} characters, at most ${longestName} are allowed`
    const found = defect === '/' ? 'a slash' : defect === ',' ? 'a comma' : 'a space'
    return `The service name ${quote(service)} has ${found}`
  },
  help: ({ defect }) =>
    defect === '/' || defect === 'too-long'
      ? 'CreateService refuses such a name with error 123'
      : 'It works, but the protocol of the Service Control Manager does not allow it',
})
