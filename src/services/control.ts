import type { Located } from '../diagnostics/index.ts'
import { decodeDword, decodeText, type RegistryKey, upcase, valueTypes } from '../registry/index.ts'
import { SettingReader } from './decode.ts'
import type { ClassFilter, SafeBootList, Services } from './services.ts'

/** `Control\EarlyStartServices`: what the Service Control Manager starts before everything else, from Windows 8 on. */
export function readEarlyStartServices(controlSet: RegistryKey | undefined): readonly Located<string>[] {
  return new SettingReader(controlSet?.key('Control')).list('EarlyStartServices')
}

/** `HardwareConfig\LastId`, beside the control sets. */
export function readHardwareConfiguration(root: RegistryKey | undefined): Located<number> | undefined {
  const value = root?.key('HardwareConfig')?.value('LastId')
  const id = value?.type === valueTypes.REG_DWORD ? decodeDword(value.data) : undefined
  return value && id !== undefined ? { value: id, at: value.dataAt } : undefined
}

/** `Control\PortableOperatingSystem` is 1 in Windows To Go (Microsoft: Win32_OperatingSystem, PortableOperatingSystem). */
export function readIsPortable(controlSet: RegistryKey | undefined): boolean {
  const setting = new SettingReader(controlSet?.key('Control')).number('PortableOperatingSystem')
  return (setting?.value ?? 0) !== 0
}

/** `Control\SafeBoot`: Minimal and Network, each entry's default value saying what it names. */
export function readSafeBoot(controlSet: RegistryKey | undefined): Services['safeBoot'] {
  const minimal = controlSet?.find('Control', 'SafeBoot', 'Minimal')
  const network = controlSet?.find('Control', 'SafeBoot', 'Network')
  return minimal || network ? { minimal: safeBootList(minimal), network: safeBootList(network) } : undefined
}

function safeBootList(key: RegistryKey | undefined): SafeBootList {
  const entries = (key?.keys ?? []).map((entry) => {
    const kind = entry.value('')
    return { name: entry.name, kind: kind ? decodeText(kind.data).text : '', at: entry.at }
  })
  const names = new Set(entries.map(({ name }) => upcase(name)))
  return { entries, has: (name) => names.has(upcase(name)) }
}

/** UpperFilters and LowerFilters of the device classes, by class key. */
export function readClassFilters(controlSet: RegistryKey | undefined): ClassFilter[] {
  const filters: ClassFilter[] = []
  for (const key of controlSet?.find('Control', 'Class')?.keys ?? []) {
    const read = new SettingReader(key)
    for (const valueName of ['UpperFilters', 'LowerFilters'] as const) {
      const value = key.value(valueName)
      if (!value) continue
      filters.push({
        classGuid: key.name,
        className: read.text('Class', valueTypes.REG_SZ)?.value,
        valueName,
        type: value.type,
        at: value.at,
        filters: read.list(valueName),
      })
    }
  }
  return filters
}
