import type { RegistryFormat, RegistryKey } from '../registry/index.ts'
import type { Holdings } from './services.ts'

/**
 * From so many services on an input is an export of them all. Stock releases have more than two hundred, patches and
 * exports of single drivers a handful.
 */
const exportOfServices = 100

/**
 * What a control set holds, and whether it is the whole of it or a fragment. A hive file is whole. Text is whole when
 * the Services key comes with
 * - Select, and with ServiceGroupOrder or so many services that only an export of them all has them (an export whose
 *   group list is missing is thus whole, and its list is missing);
 * - or ServiceGroupOrder and GroupOrderList, or ServiceGroupOrder and that many services: exports of the keys of a
 *   running system, which take CurrentControlSet without Select.
 * A patch that adds a driver, with its group or its tag, is a fragment. So is the NT 3.51 profile, of which the
 * articles give excerpts.
 */
export function readHoldings(
  kind: RegistryFormat['kind'],
  root: RegistryKey | undefined,
  controlSet: RegistryKey | undefined,
): Holdings {
  const services = controlSet?.key('Services')
  const control = controlSet?.key('Control')
  const order = control?.key('ServiceGroupOrder')
  const vectors = control?.key('GroupOrderList')
  const select = root?.key('Select')
  const many = (services?.keyCount ?? 0) >= exportOfServices
  const whole =
    kind === 'hive' ||
    (select !== undefined && (order !== undefined || many)) ||
    (kind === 'reg' && order !== undefined && (vectors !== undefined || many))
  return {
    fragment: !(services && whole),
    services: services !== undefined,
    groupOrder: order?.value('List') !== undefined,
    vectors: vectors !== undefined,
    select: select !== undefined,
    // What a hive file has not, the machine has not; an export may be of some keys.
    safeBoot: kind === 'hive' || control?.key('SafeBoot') !== undefined,
    classes: kind === 'hive' || control?.key('Class') !== undefined,
    devices: kind === 'hive' || controlSet?.key('Enum') !== undefined,
    criticalDevices: kind === 'hive' || control?.key('CriticalDeviceDatabase') !== undefined,
    hardwareConfiguration: root?.key('HardwareConfig')?.value('LastId') !== undefined,
  }
}
