import { describe, expect, it } from 'vitest'
import { servicesAndDevicesSelection, servicesSelection } from '../../src/services/index.ts'

const set = 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001'

describe('servicesSelection', () => {
  it.each([
    ['HKEY_LOCAL_MACHINE', 'pass'],
    ['HKEY_LOCAL_MACHINE\\SYSTEM', 'pass'],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\Select', 'read'],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\Select\\x', 'skip'],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig', 'read'],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig\\{1}', 'skip'],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\DriverDatabase', 'skip'],
    ['HKEY_LOCAL_MACHINE\\SOFTWARE', 'skip'],
    ['HKEY_LOCAL_MACHINE\\SOFTWARE\\ControlSet001\\Services\\x', 'skip'],
    ['HKEY_CURRENT_USER\\System\\CurrentControlSet', 'skip'],
    ['HKEY_CURRENT_CONFIG\\System\\CurrentControlSet', 'skip'],
    [set, 'read'],
    [`${set}\\Enum`, 'skip'],
    [`${set}\\Enum\\Root\\Services\\x`, 'skip'],
    [`${set}\\Control`, 'read'],
    [`${set}\\Control\\ServiceGroupOrder`, 'read'],
    [`${set}\\CONTROL\\grouporderlist`, 'read'],
    [`${set}\\Control\\SafeBoot\\Network\\Base`, 'read'],
    [`${set}\\Control\\SafeBoot\\Option`, 'skip'],
    [`${set}\\Control\\EarlyLaunch`, 'read'],
    [`${set}\\Control\\Windows`, 'read'],
    [`${set}\\Control\\Class\\{4d36e967}`, 'read'],
    [`${set}\\Control\\Class\\{4d36e967}\\0000`, 'skip'],
    [`${set}\\Control\\Nls`, 'skip'],
    [`${set}\\Services`, 'read'],
    [`${set}\\Services\\x`, 'read'],
    [`${set}\\Services\\x\\Parameters`, 'read'],
    [`${set}\\Services\\x\\Parameters\\Instances\\y`, 'read'],
    [`${set}\\Services\\x\\Parameters\\Other`, 'skip'],
    [`${set}\\Services\\x\\Instances\\y`, 'read'],
    [`${set}\\Services\\x\\Instances\\y\\z`, 'skip'],
    [`${set}\\Services\\x\\TriggerInfo\\0`, 'read'],
    [`${set}\\Services\\x\\StartOverride`, 'read'],
    [`${set}\\Services\\x\\Performance`, 'read'],
    [`${set}\\Services\\x\\Linkage`, 'read'],
    [`${set}\\Services\\x\\Linkage\\Disabled`, 'skip'],
    [`${set}\\Services\\x\\Enum`, 'skip'],
    [`${set}\\Services\\__proto__\\constructor`, 'skip'],
    ['HKEY_LOCAL_MACHINE\\SYSTEMWIN2K3OFFLINE\\ControlSet003\\Services\\iaStor', 'read'],
    ['HKEY_USERS\\OFFLINE\\CurrentControlSet\\Services\\x', 'read'],
    ['SYSTEM\\ControlSet001\\Services\\x', 'read'],
    ['ControlSet001\\Services\\x', 'read'],
    ['\\ControlSet001\\Services\\x', 'read'],
    ['Select', 'read'],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet01\\Services\\x', 'skip'],
    ['HKEY_LOCAL_MACHINE\\a\\b\\ControlSet001', 'skip'],
  ])('%s: %s', (path, answer) => {
    expect(servicesSelection(path)).toBe(answer)
  })

  it('answers the same whatever was asked for before', () => {
    const paths = [
      `${set}\\Services\\x`,
      `${set}\\Services\\x\\Parameters`,
      `${set}\\Services\\xy\\Parameters`,
      `${set}\\Services`,
      `${set}\\Service\\x`,
      `${set}\\Enum\\PCI\\A`,
      `\\${set}\\\\Services\\x\\`,
      set,
      `${set.slice(0, -1)}2\\Services\\x`,
      'HKEY_LOCAL_MACHINE',
      '',
      'Select',
    ]
    for (const path of paths) {
      servicesSelection('x')
      const answer = servicesSelection(path)
      for (const before of paths) {
        servicesSelection(before)
        expect(servicesSelection(path), `${path} after ${before}`).toBe(answer)
      }
    }
  })

  it('never skips above what it reads', () => {
    const wanted = [
      `${set}\\Services\\x\\Parameters\\Instances\\y`,
      `${set}\\Control\\SafeBoot\\Minimal\\Base`,
    ]
    for (const path of wanted) {
      const names = path.split('\\')
      for (let length = 1; length < names.length; length++)
        expect(servicesSelection(names.slice(0, length).join('\\'))).not.toBe('skip')
    }
  })
})

describe('servicesAndDevicesSelection', () => {
  it.each([
    [`${set}\\Services\\x`, 'read'],
    [`${set}\\Enum`, 'pass'],
    [`${set}\\Enum\\PCI`, 'pass'],
    [`${set}\\Enum\\PCI\\VEN_8086`, 'pass'],
    [`${set}\\Enum\\PCI\\VEN_8086\\3&1\\Device Parameters`, 'skip'],
    [`${set}\\Enum\\Root\\LEGACY_BEEP\\0000`, 'skip'],
    [`${set}\\Enum\\UsbStor`, 'skip'],
    [`${set}\\Control\\CriticalDeviceDatabase`, 'pass'],
    [`${set}\\Control\\CriticalDeviceDatabase\\pci#cc_0101\\x`, 'skip'],
  ])('%s: %s', (path, answer) => {
    expect(servicesAndDevicesSelection(path)).toBe(answer)
  })

  it('wants few values of a device, which has many', () => {
    const names = ['CLASSGUID', 'SERVICE', 'CONFIGFLAGS', 'PARENTIDPREFIX']
    expect(servicesAndDevicesSelection(`${set}\\Enum\\PCI\\VEN_8086\\3&1`)).toEqual(new Set(names))
    expect(servicesAndDevicesSelection(`${set}\\Control\\CriticalDeviceDatabase\\pci#cc_0101`)).toEqual(
      new Set(['SERVICE']),
    )
  })
})
