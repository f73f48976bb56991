import { upcase } from '../services/index.ts'

/** Microsoft: Privilege Constants (winnt.h). */
export const privileges = [
  'SeAssignPrimaryTokenPrivilege',
  'SeAuditPrivilege',
  'SeBackupPrivilege',
  'SeChangeNotifyPrivilege',
  'SeCreateGlobalPrivilege',
  'SeCreatePagefilePrivilege',
  'SeCreatePermanentPrivilege',
  'SeCreateSymbolicLinkPrivilege',
  'SeCreateTokenPrivilege',
  'SeDebugPrivilege',
  'SeDelegateSessionUserImpersonatePrivilege',
  'SeEnableDelegationPrivilege',
  'SeImpersonatePrivilege',
  'SeIncreaseBasePriorityPrivilege',
  'SeIncreaseQuotaPrivilege',
  'SeIncreaseWorkingSetPrivilege',
  'SeLoadDriverPrivilege',
  'SeLockMemoryPrivilege',
  'SeMachineAccountPrivilege',
  'SeManageVolumePrivilege',
  'SeProfileSingleProcessPrivilege',
  'SeRelabelPrivilege',
  'SeRemoteShutdownPrivilege',
  'SeRestorePrivilege',
  'SeSecurityPrivilege',
  'SeShutdownPrivilege',
  'SeSyncAgentPrivilege',
  'SeSystemEnvironmentPrivilege',
  'SeSystemProfilePrivilege',
  'SeSystemtimePrivilege',
  'SeTakeOwnershipPrivilege',
  'SeTcbPrivilege',
  'SeTimeZonePrivilege',
  'SeTrustedCredManAccessPrivilege',
  'SeUndockPrivilege',
  'SeUnsolicitedInputPrivilege',
] as const

/** Microsoft: Account Rights Constants (ntsecapi.h): rights to log on, which are no privileges. */
const accountRights = [
  'SeBatchLogonRight',
  'SeDenyBatchLogonRight',
  'SeDenyInteractiveLogonRight',
  'SeDenyNetworkLogonRight',
  'SeDenyRemoteInteractiveLogonRight',
  'SeDenyServiceLogonRight',
  'SeInteractiveLogonRight',
  'SeNetworkLogonRight',
  'SeRemoteInteractiveLogonRight',
  'SeServiceLogonRight',
] as const

const knownPrivileges: ReadonlySet<string> = new Set(privileges.map(upcase))
const knownRights: ReadonlySet<string> = new Set(accountRights.map(upcase))

/** Without case: stock Windows has SeSystemTimePrivilege and SeSystemtimePrivilege. */
export function isPrivilege(name: string): boolean {
  return knownPrivileges.has(upcase(name))
}

export function isAccountRight(name: string): boolean {
  return knownRights.has(upcase(name))
}
