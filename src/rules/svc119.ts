import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** What DeleteService leaves where a service cannot be removed at once. */
export const deletedService: Rule = defineRule<{ service: string; deleteFlag: number }>({
  id: 'SVC119',
  name: 'deleted-service',
  severity: 'warning',
  summary: 'DeleteFlag marks a service for deletion at the next start',
  page: {
    problem:
      'The service has a DeleteFlag that is not 0: it is marked for deletion, though its key is still there.',
    fix:
      'To remove the service, restart the system and do not bring the key along: in .reg text, write the key with a ' +
      'minus in front to delete it. To keep it, delete DeleteFlag before the next start. Never ship the value in a ' +
      'package.',
    why:
      'DeleteService cannot remove a service that runs or that some program holds open. The Service Control Manager then ' +
      'writes DeleteFlag, answers with ERROR_SERVICE_MARKED_FOR_DELETE (1072) to those who want to use the service, and ' +
      'removes the key with all its subkeys at the next start of the system. Whatever depends on it fails from then ' +
      'on. An image of a machine in this state holds services that are about to go.',
    exceptions: 'A DeleteFlag of 0 marks nothing.',
    source: [
      'Microsoft: DeleteService; ERROR_SERVICE_MARKED_FOR_DELETE (1072)',
      "Seen once in four hives of Windows XP to 10: the second name of a virus scanner's driver, no service of Windows",
    ],
  },
  bad: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 1, DeleteFlag: 1 } } },
  good: { services: { Sample: { Type: 1, Start: 3, ErrorControl: 1 } } },
  check(services, report) {
    for (const { name, deleteFlag } of services.all)
      if (deleteFlag && deleteFlag.value !== 0)
        report(deleteFlag.at, { service: name, deleteFlag: deleteFlag.value }, { service: name })
  },
  message: ({ service }) => `${quote(service)} is marked for deletion and goes at the next start`,
  help: () => 'Delete the key to remove the service, or DeleteFlag to keep it',
})
