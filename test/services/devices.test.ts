import { describe, expect, test } from 'vitest'
import { readHive } from '../../src/formats/hive/index.ts'
import { readReg } from '../../src/formats/reg/index.ts'
import {
  controllersById,
  readServices,
  type Services,
  selectionOfControlSets,
  servicesAndDevicesSelection,
  servicesSelection,
} from '../../src/services/index.ts'
import { buildHive, dword, key, sz } from '../formats/hive/builder/index.ts'

const set = 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001'
const controller = '{4D36E97B-E325-11CE-BFC1-08002BE10318}'
const disk = '{4d36e967-e325-11ce-bfc1-08002be10318}'

function read(lines: readonly string[], selection = servicesAndDevicesSelection): Promise<Services> {
  const text = ['Windows Registry Editor Version 5.00', ...lines, ''].join('\r\n')
  return readServices(readReg(new TextEncoder().encode(text), { file: 'test.reg', selection }))
}

function device(path: string, classGuid: string, service: string, ...more: readonly string[]): string[] {
  return [`[${set}\\Enum\\${path}]`, `"ClassGUID"="${classGuid}"`, `"Service"="${service}"`, ...more]
}

const ids = ({ storageDevices }: Services): string[] => storageDevices.map(({ id }) => id)

describe('devices below Enum', () => {
  test('are disks, volumes and controllers that have a driver', async () => {
    const services = await read([
      ...device('PCI\\VEN_8086\\3&1', controller, 'iaStorAV', '"ParentIdPrefix"="4&241bacd1&0"'),
      ...device('PCI\\VEN_8086\\3&2', '{4d36e968-e325-11ce-bfc1-08002be10318}', 'igfx'),
      ...device('PCI\\VEN_8086\\3&3', controller, ''),
      `[${set}\\Enum\\PCI\\VEN_8086\\3&4]`,
      `"ClassGUID"="${controller}"`,
      ...device('scsi\\Disk&Ven_A\\4&241BACD1&0&000000', disk, 'disk'),
    ])
    expect(ids(services)).toEqual(['PCI\\VEN_8086\\3&1', 'scsi\\Disk&Ven_A\\4&241BACD1&0&000000'])
    expect(services.storageDevices.map(({ deviceClass }) => deviceClass.name)).toEqual([
      'SCSIAdapter',
      'DiskDrive',
    ])
    expect(services.holds.devices).toBe(true)
    const [first, second] = services.storageDevices
    expect(second && controllersById(services.storageDevices)(second)).toEqual([first])
    const other = await read(device('SCSI\\Disk\\4&1&0&000000', disk, 'disk'))
    expect(other.storageDevices.map(controllersById(other.storageDevices))).toEqual([[]])
    const serial = await read(device('IDE\\DiskWDC\\4457572d36', disk, 'disk'))
    expect(serial.storageDevices.map(controllersById(serial.storageDevices))).toEqual([undefined])
  })

  test('are left out where they are disabled, removed, made by software or plugged in', async () => {
    const services = await read([
      ...device('PCI\\A\\1', controller, 'a', '"ConfigFlags"=dword:1'),
      ...device('PCI\\A\\2', controller, 'a', '"ConfigFlags"=dword:2'),
      ...device('PCI\\A\\3', controller, 'a', '"ConfigFlags"=dword:20'),
      ...device('ROOT\\spaceport\\0000', controller, 'spaceport'),
      ...device('UsbStor\\Disk\\1', disk, 'disk'),
      ...device('MakersBus\\Disk\\1', disk, 'disk'),
    ])
    expect(ids(services)).toEqual(['MakersBus\\Disk\\1', 'PCI\\A\\3'])
  })

  test('are kept where they are asked for alone', async () => {
    const lines = device('PCI\\A\\1', controller, 'a')
    const without = await read(lines, servicesSelection)
    expect(ids(without)).toEqual([])
    expect(without.holds.devices).toBe(false)
  })

  test('are read from a hive, of the chosen control set', async () => {
    const instance = key(
      '3&1',
      [sz('ClassGUID', controller), sz('Service', 'a'), dword('ConfigFlags', 0)],
      [key('Device Parameters', [sz('Service', 'x')])],
    )
    const tree = key('Enum', [], [key('PCI', [], [key('VEN_8086', [], [instance])])])
    const { bytes } = buildHive(
      key('ROOT', [], [key('ControlSet001', [], [tree, key('Services')]), key('ControlSet002', [], [tree])]),
    )
    const hive = (devices: boolean): Promise<Services> => {
      const selection = selectionOfControlSets([undefined], { devices })
      return readServices(readHive(bytes.slice(), { file: 'SYSTEM', selection }))
    }
    expect(ids(await hive(true))).toEqual(['PCI\\VEN_8086\\3&1'])
    expect(ids(await hive(false))).toEqual([])
  })
})

test('critical devices are the entries that name a service', async () => {
  const database = `${set}\\Control\\CriticalDeviceDatabase`
  const services = await read([
    `[${database}\\pci#cc_0101]`,
    '"Service"="pciide"',
    `[${database}\\*pnp0000]`,
    '"ClassGUID"="{4D36E97D-E325-11CE-BFC1-08002BE10318}"',
  ])
  expect(services.criticalDevices).toMatchObject([
    { id: 'pci#cc_0101', service: { value: 'pciide', at: { line: 3 } } },
  ])
})

test('Windows To Go is known by PortableOperatingSystem', async () => {
  const control = (value: string): Promise<Services> =>
    read([`[${set}\\Control]`, `"PortableOperatingSystem"=dword:${value}`])
  expect((await control('1')).isPortable).toBe(true)
  expect((await control('0')).isPortable).toBe(false)
})
