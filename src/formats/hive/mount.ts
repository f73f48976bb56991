/**
 * Where Windows loads the hives that it knows by name. Source: Microsoft, "Registry Hives", and the value
 * HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\hivelist of a running system.
 */
const hiveNames: ReadonlyMap<string, string> = new Map([
  ['SYSTEM', 'HKEY_LOCAL_MACHINE\\SYSTEM'],
  ['SOFTWARE', 'HKEY_LOCAL_MACHINE\\SOFTWARE'],
  ['SAM', 'HKEY_LOCAL_MACHINE\\SAM'],
  ['SECURITY', 'HKEY_LOCAL_MACHINE\\SECURITY'],
  ['COMPONENTS', 'HKEY_LOCAL_MACHINE\\COMPONENTS'],
  ['DRIVERS', 'HKEY_LOCAL_MACHINE\\DRIVERS'],
  ['BCD', 'HKEY_LOCAL_MACHINE\\BCD00000000'],
  ['DEFAULT', 'HKEY_USERS\\.DEFAULT'],
  ['NTUSER.DAT', 'HKEY_CURRENT_USER'],
  ['USRCLASS.DAT', 'HKEY_CURRENT_USER\\Software\\Classes'],
])

/** Of another hive nothing tells where it is loaded. */
const unknownHive = 'HKEY_LOCAL_MACHINE\\HIVE'

/**
 * Where the root key of a hive hangs. A SYSTEM hive is known by its control sets, whatever its file is called; others
 * by the name that the base block has of their file.
 */
export function mountPath(subkeys: Iterable<string>, fileName: string): string {
  for (const name of subkeys)
    if (/^(?:CurrentControlSet|ControlSet\d{3}|Select)$/i.test(name)) return 'HKEY_LOCAL_MACHINE\\SYSTEM'
  const last = fileName.slice(fileName.lastIndexOf('\\') + 1).toUpperCase()
  return hiveNames.get(last) ?? unknownHive
}
