import { nearest, quote } from '../diagnostics/index.ts'
import { isReadBy, sameName } from '../services/index.ts'
import { isAccountRight, isPrivilege, privileges } from './privileges.ts'
import { defineRule, type Rule } from './rule.ts'

/** `Se` and the first letters of what the privilege is for. */
const sharedStart = 4

export const unknownPrivilege: Rule = defineRule<{ service: string; privilege: string }>({
  id: 'SVC118',
  name: 'privileges',
  severity: 'warning',
  summary: 'RequiredPrivileges names a privilege that does not exist',
  page: {
    problem: 'An entry of RequiredPrivileges is none of the privileges that Windows knows.',
    fix:
      "Correct the name: it is that of the constant's text, such as SeBackupPrivilege for SE_BACKUP_NAME. Remove " +
      'entries that are account rights, such as SeServiceLogonRight: those are granted to the account. Write one ' +
      'privilege in each string of the list.',
    why:
      'The Service Control Manager takes from the process of the service every privilege that the list does not name, ' +
      'and looks at the list when it starts the service, not when it is written. A privilege that the account of the ' +
      'service does not have makes the start fail with error 1297; one that does not exist no account has.',
    exceptions:
      'Case does not matter: stock Windows has both SeSystemTimePrivilege and SeSystemtimePrivilege. Whether the ' +
      'account has a privilege is not judged. A list that is not REG_MULTI_SZ is SVC106. Windows XP and earlier do not ' +
      'read the value, and a driver has no process of which privileges could be taken.',
    source: [
      'Microsoft: Privilege Constants (winnt.h); Account Rights Constants',
      'Microsoft: SERVICE_REQUIRED_PRIVILEGES_INFOW; KB 946399 (error 1297)',
      'Counted in stock hives of Windows 7 to 10: 28 names, all among the constants',
    ],
  },
  bad: {
    services: {
      Sample: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        RequiredPrivileges: ['SeChangeNotifyPrivilege', 'SeBackupPrivileges', 'SeServiceLogonRight'],
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
        RequiredPrivileges: ['SeChangeNotifyPrivilege', 'SeBackupPrivilege'],
      },
    },
  },
  check(services, report) {
    if (!isReadBy(services.windows.release, 'RequiredPrivileges')) return
    for (const { name, kind, requiredPrivileges, malformed } of services.all) {
      if (kind === 'driver') continue
      // A list in one string is one defect, and not also a privilege that does not exist.
      if (malformed.some(({ valueName, defect }) => valueName === 'RequiredPrivileges' && defect === 'type'))
        continue
      for (const { value, at } of requiredPrivileges)
        if (!isPrivilege(value)) report(at, { service: name, privilege: value }, { service: name })
    }
  },
  message: ({ service, privilege }) =>
    `${quote(service, 31)} requires ${quote(privilege, 31)}, which is no privilege`,
  help({ privilege }) {
    if (isAccountRight(privilege))
      return 'It is an account right: grant it to the account and remove the entry'
    const start = privilege.slice(0, sharedStart)
    // A hostile list may hold thousands of names, so each is compared with the few that begin alike.
    const alike = privileges.filter((known) => sameName(known.slice(0, sharedStart), start))
    const meant = nearest(privilege, alike)
    return meant === undefined
      ? 'Write the text of a privilege constant, such as SeChangeNotifyPrivilege'
      : `Did you mean ${meant}?`
  },
})
