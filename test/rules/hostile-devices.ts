import type { Example, ExampleValues } from '../../src/rules/index.ts'

const diskClass = '{4d36e967-e325-11ce-bfc1-08002be10318}'
const controllerClass = '{4d36e96a-e325-11ce-bfc1-08002be10318}'

function driver(start: number, values: ExampleValues = {}): ExampleValues {
  return { Type: 1, Start: start, ErrorControl: 1, ...values }
}

/**
 * Machines on which the rules about devices, their classes and special kinds of drivers all find something; `long` makes
 * the names.
 */
export function hostileDevices(long: (seed: string, length?: number) => string): Example[] {
  const altitude = (text: string): ExampleValues => ({
    Group: 'FSFilter Physical Quota Management',
    Instances: { DefaultInstance: long('i'), [long('i')]: { Altitude: text } },
  })
  const services: Record<string, ExampleValues> = {
    [long('critical')]: { Type: 0x10, Start: 2, ErrorControl: 3, ImagePath: 'a.exe' },
    [long('demand')]: driver(3, { ErrorControl: 3 }),
    [long('early 1')]: { Type: 0x10, Start: 2, ErrorControl: 1, ImagePath: 'a.exe', Group: 'Early-Launch' },
    [long('early 2')]: driver(1, { Group: 'Early-Launch' }),
    [long('early 3')]: driver(0, { Group: 'Early-Launch', ErrorControl: 0xffffffff }),
    [long('altitude 1')]: driver(3, altitude(long('a'))),
    [long('altitude 2')]: driver(3, altitude('9'.repeat(10_000))),
    [long('altitude 3')]: driver(3, altitude('9'.repeat(10_000))),
    [long('disabled')]: driver(4),
    [long('late')]: driver(3),
    [long('values')]: driver(3, { Parameters: long('x'), Performance: long('y') }),
  }
  const classes: Record<string, ExampleValues> = {
    [`Control\\Class\\${diskClass}`]: {
      Class: long('c'),
      UpperFilters: [long('none'), long('disabled'), long('late')],
    },
    [`Control\\Class\\{${long('q')}}`]: { LowerFilters: [long('none'), long('disabled')] },
    'Control\\CriticalDeviceDatabase': {
      [long('device 1')]: { Service: long('none') },
      [long('device 2')]: { Service: long('disabled') },
    },
    'Control\\SafeBoot\\Minimal': {},
  }
  const controller = (service: string): ExampleValues => ({
    [long('bus')]: { [long('id')]: { [long('j')]: { ClassGUID: controllerClass, Service: service } } },
  })
  return [
    { services, keys: { ...classes, Enum: controller(long('none')) } },
    { services, keys: { ...classes, Enum: controller(long('late')) }, windows: '7' },
    { services, keys: { ...classes, Enum: controller(long('late')) }, fragment: true },
    { text: overridden(long) },
  ]
}

/** An export of a machine whose only controller has a driver that StartOverride takes out of the boot. */
function overridden(long: (seed: string, length?: number) => string): string {
  const system = 'HKEY_LOCAL_MACHINE\\SYSTEM'
  const service = `${system}\\ControlSet001\\Services\\${long('s', 200)}`
  return [
    'Windows Registry Editor Version 5.00',
    `[${system}\\ControlSet001\\Control\\ServiceGroupOrder]`,
    `[${system}\\ControlSet001\\Enum\\${long('b')}\\${long('d')}\\${long('i')}]`,
    `"ClassGUID"="${controllerClass}"`,
    `"Service"="${long('s', 200)}"`,
    `[${service}]`,
    '"Type"=dword:1\r\n"Start"=dword:0',
    `[${service}\\StartOverride]`,
    '"0"=dword:0000000a',
    `[${system}\\HardwareConfig]`,
    '"LastId"=dword:0',
    `[${system}\\Select]`,
    '"Current"=dword:1',
    '',
  ].join('\r\n')
}
