import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** SC_GROUP_IDENTIFIER, `+`, marks a group in CreateService's one list; the registry has two values for the two kinds. */
export const dependencyGroupPrefix: Rule = defineRule<{ service: string; dependency: string; group: string }>(
  {
    id: 'SVC309',
    name: 'dependency-group-prefix',
    severity: 'warning',
    summary: 'an entry of DependOnService begins with +, which marks a group in the API only',
    page: {
      problem:
        'An entry of DependOnService begins with +, as a group is written for CreateService or in an INF file.',
      fix: 'Move the entry to DependOnGroup, without the +.',
      why:
        'CreateService takes services and groups in one list and tells them apart by SC_GROUP_IDENTIFIER, a + in front ' +
        'of groups. It stores them in two values, DependOnService and DependOnGroup, both without the +. In the ' +
        'registry +TDI is the name of a service, which does not exist, so the start fails with event 7003.',
      exceptions: 'A service whose name really begins with +.',
      source: [
        'Microsoft: CreateServiceW (lpDependencies, SC_GROUP_IDENTIFIER)',
        'Microsoft: INF AddService directive (Dependencies)',
      ],
    },
    bad: {
      services: {
        NetAgent: {
          Type: 0x10,
          Start: 2,
          ErrorControl: 1,
          ImagePath: 'netagent.exe',
          DependOnService: ['+TDI'],
        },
        Tcpip: { Type: 1, Start: 1, ErrorControl: 1, Group: 'TDI' },
      },
      groupOrder: ['TDI'],
    },
    good: {
      services: {
        NetAgent: {
          Type: 0x10,
          Start: 2,
          ErrorControl: 1,
          ImagePath: 'netagent.exe',
          DependOnGroup: ['TDI'],
        },
        Tcpip: { Type: 1, Start: 1, ErrorControl: 1, Group: 'TDI' },
      },
      groupOrder: ['TDI'],
    },
    check(services, report) {
      for (const { name, dependOnService } of services.all)
        for (const { value, at } of dependOnService)
          if (value.startsWith('+') && !services.has(value))
            report(at, { service: name, dependency: value, group: value.slice(1) }, { service: name })
    },
    message: ({ service, dependency, group }) =>
      group === ''
        ? `${quote(service)} depends on ${quote(dependency)}, which marks a group in the API and names none`
        : `${quote(service, 24)} depends on ${quote(dependency, 24)}, a group as only the API spells it`,
    help: ({ group }) =>
      group === ''
        ? 'Remove the entry, or enter the group that is meant in DependOnGroup'
        : `Move it to DependOnGroup as ${quote(group)}`,
  },
)
