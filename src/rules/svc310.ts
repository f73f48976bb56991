import { type Located, quote } from '../diagnostics/index.ts'
import { upcase } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

const lists = [
  { valueName: 'DependOnService', of: 'dependOnService' },
  { valueName: 'DependOnGroup', of: 'dependOnGroup' },
] as const

export const dependencyDuplicate: Rule = defineRule<{
  service: string
  valueName: string
  dependency: string
  times: number
}>({
  id: 'SVC310',
  name: 'dependency-duplicate',
  severity: 'info',
  summary: 'a service names the same dependency twice',
  page: {
    problem: 'DependOnService or DependOnGroup holds the same name more than once, but for case.',
    fix: 'Remove the repetitions.',
    why:
      'One entry is enough, and a second one changes nothing: service names and group names are compared without case. ' +
      'It is a sign that a setup appends its dependency each time it runs, so the list grows with every update, up to ' +
      'the 4,096 bytes that the protocol of the Service Control Manager takes.',
    exceptions: 'The same name in both lists: one is a service and the other a group.',
    source: [
      'KB 103000: CurrentControlSet\\Services subkeys (DependOnService, DependOnGroup)',
      'Microsoft: MS-SCMR, SC_MAX_DEPEND_SIZE',
      'Counted in stock hives of Windows XP to 10: none',
    ],
  },
  bad: {
    services: {
      Sample: { Type: 1, Start: 3, ErrorControl: 1, DependOnService: ['Tcpip', 'NDIS', 'TcpIp'] },
      Tcpip: { Type: 1, Start: 1, ErrorControl: 1 },
      NDIS: { Type: 1, Start: 0, ErrorControl: 3 },
    },
  },
  good: {
    services: {
      Sample: { Type: 1, Start: 3, ErrorControl: 1, DependOnService: ['Tcpip', 'NDIS'] },
      Tcpip: { Type: 1, Start: 1, ErrorControl: 1 },
      NDIS: { Type: 1, Start: 0, ErrorControl: 3 },
    },
  },
  check(services, report) {
    for (const service of services.all)
      for (const { valueName, of } of lists)
        for (const [first, second, times] of repetitions(service[of]))
          report(
            second.at,
            { service: service.name, valueName, dependency: first.value, times },
            { service: service.name, related: [{ at: first.at, message: 'the first mention' }] },
          )
  },
  message: ({ service, valueName, dependency, times }) =>
    `${valueName} of ${quote(service, 26)} names ${quote(dependency, 26)} ${times === 2 ? 'twice' : `${times} times`}`,
  help: () => 'Remove the repetition: one entry is enough',
})

/** First and second mention of each name that is there more than once, and how often it is. */
function repetitions(
  entries: readonly Located<string>[],
): (readonly [Located<string>, Located<string>, number])[] {
  const mentions = new Map<string, Located<string>[]>()
  for (const entry of entries) {
    const id = upcase(entry.value)
    const known = mentions.get(id)
    if (known) known.push(entry)
    else mentions.set(id, [entry])
  }
  return [...mentions.values()].flatMap((entries) => {
    const [first, second] = entries
    return first && second ? [[first, second, entries.length] as const] : []
  })
}
