import type { Service } from '../../services/index.ts'
import { dependsOn } from '../scm-members.ts'
import type { Context } from './context.ts'
import { documented, inference, read, type Sentence, unknown } from './sentence.ts'
import { sources } from './sources.ts'
import { claiming, stakeKindOf } from './stake-groups.ts'

/** What depends on the place of one service; nothing where nothing is known to. */
export function stakesOf(context: Context, service: Service, isBootFileSystem: boolean): Sentence[] {
  const { group } = service.effective
  const kind = service.kind === 'driver' ? stakeKindOf(context.services, group) : undefined
  const stakes: Sentence[] = []
  if (kind !== undefined && claiming.has(kind)) stakes.push(...claimStakes(context, [service]))
  if (kind === 'filter') stakes.push(...filterStakes([service]))
  if (kind === 'early-launch') stakes.push(...earlyLaunchStakes(service))
  if (kind === 'network') stakes.push(networkStake([service.name, group]))
  if (isBootFileSystem)
    stakes.push(
      inference(
        'boot-file-system',
        [],
        `Whatever is not in memory when the kernel starts is read from the boot volume through ${service.name}: it has to load with the disk and volume drivers below it, in the boot phase.`,
        [service.name],
      ),
    )
  return stakes
}

/** What depends on the order of two; nothing where nothing is known to. */
export function pairStakes(context: Context, first: Service, second: Service): Sentence[] {
  const stakes: Sentence[] = []
  const [a, b] = [first, second].map(({ kind, effective }) =>
    kind === 'driver' ? stakeKindOf(context.services, effective.group) : undefined,
  )
  if (a !== undefined && a === b && claiming.has(a)) stakes.push(...claimStakes(context, [first, second]))
  if (a === 'filter' && b === 'filter') stakes.push(...filterStakes([first, second]))
  const guard = a === 'early-launch' ? first : b === 'early-launch' ? second : undefined
  const judged = guard === first ? second : first
  if (guard !== undefined && judged.kind === 'driver') stakes.push(...earlyLaunchStakes(guard))
  if (a === 'network' && b === 'network') stakes.push(networkStake([first.name, second.name]))
  for (const [service, needed] of [
    [first, second],
    [second, first],
  ] as const)
    if (service.kind === 'service' && dependsOn(service, needed))
      stakes.push(
        documented(
          'dependency-fails',
          'Microsoft: StartService, event 7001',
          `${service.name} depends on ${needed.name}: where ${needed.name} cannot be started, ${service.name} is not (error 1068, event 7001).`,
          [service.name, needed.name],
        ),
      )
  return stakes
}

function claimStakes({ services }: Context, drivers: readonly Service[]): Sentence[] {
  const names = drivers.map(({ name }) => name)
  const claim = documented(
    'device-claimed',
    sources.kb115486,
    'The first driver to claim a device owns it, alone or shared as it likes; where it takes it alone, a later one that needs the device fails.',
    names,
  )
  return services.windows.release === 'nt-3.51' ? [claim] : [claim, plugAndPlay(names)]
}

/** Plug and Play came with Windows 2000. */
function plugAndPlay(names: readonly string[]): Sentence {
  const subject = names.length === 1 ? `${names[0]} drives` : `${names.join(' and ')} drive`
  return inference(
    'plug-and-play',
    sources.driverLoadOrder,
    `Where ${subject} Plug and Play devices, the order of loading counts for less: the tree of devices says for which device a driver is called. The Services key does not tell what a driver drives.`,
    names,
  )
}

const filterManager = 'FLTMGR'

function filterStakes(all: readonly Service[]): Sentence[] {
  const manager = all.find(({ id }) => id === filterManager)
  const filters = all.filter((service) => service !== manager)
  if (manager !== undefined) return [managerStake(manager.name, filters)]
  const names = filters.map(({ name }) => name)
  const rule = documented(
    'altitude',
    sources.altitudes,
    'Of minifilters the altitude decides the position in the stack of the file system, not the order of loading: the higher one sees a request first.',
    names,
  )
  const known = filters.flatMap((service) => altitudeOf(service) ?? [])
  const without = filters.filter((service) => altitudeOf(service) === undefined)
  const altitudes = known.map(({ name, altitude }) => `${name} at ${altitude}`).join(', ')
  const order = known.length < 2 ? '' : altitudeOrder(known)
  return [
    rule,
    ...(known.length === 0
      ? []
      : [
          order === ''
            ? read('altitudes', `The input has ${altitudes}.`, names)
            : documented('altitudes', sources.altitudes, `The input has ${altitudes}${order}.`, names),
        ]),
    ...without.map(({ name }) =>
      unknown(
        'no-altitude',
        `${name} has no altitude in the input. A filter of the old kind attaches on top of what is there: the earlier it loads, the lower it stands.`,
        [name],
      ),
    ),
  ]
}

function managerStake(manager: string, filters: readonly Service[]): Sentence {
  const names = filters.map(({ name }) => name)
  const who = names.length === 0 ? 'Minifilters attach' : `As a minifilter, ${names.join(' and ')} attaches`
  const text = `${who} to the file system through ${manager}, the filter manager, which has to be there first.`
  return documented('filter-manager', 'Microsoft: Filter Manager Concepts', text, [manager, ...names])
}

interface Altitude {
  readonly name: string
  readonly altitude: string
}

/** Of the default instance, else of the first that has one. */
function altitudeOf({ name, instances }: Service): Altitude | undefined {
  const isDefault = (instance: string): boolean =>
    instances?.defaultInstance?.value.toLowerCase() === instance.toLowerCase()
  const all = instances?.all.filter(({ altitude }) => altitude !== undefined) ?? []
  const altitude = (all.find((instance) => isDefault(instance.name)) ?? all[0])?.altitude?.value
  return altitude === undefined ? undefined : { name, altitude }
}

function altitudeOrder(known: readonly Altitude[]): string {
  const [a, b] = known
  if (a === undefined || b === undefined) return ''
  const order = compareAltitudes(a.altitude, b.altitude)
  if (order === undefined || order === 0) return ''
  const [above, below] = order > 0 ? [a, b] : [b, a]
  return `: ${above.name} stands above ${below.name}, whatever loads first`
}

/** Altitudes are decimals of any length; undefined where one is none. */
function compareAltitudes(a: string, b: string): number | undefined {
  const [x, y] = [decimal(a), decimal(b)]
  if (x === undefined || y === undefined) return undefined
  if (x.whole.length !== y.whole.length) return x.whole.length - y.whole.length
  if (x.whole !== y.whole) return x.whole < y.whole ? -1 : 1
  return x.fraction === y.fraction ? 0 : x.fraction < y.fraction ? -1 : 1
}

function decimal(text: string): { readonly whole: string; readonly fraction: string } | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (match === null) return undefined
  return { whole: (match[1] ?? '').replace(/^0+/, ''), fraction: (match[2] ?? '').replace(/0+$/, '') }
}

function earlyLaunchStakes({ name }: Service): Sentence[] {
  return [
    documented(
      'early-launch',
      sources.elam,
      `${name} is an early launch antimalware driver: it is initialised before the other boot-start drivers and judges each of them and what they import before they are initialised. One that came before it would not be judged.`,
      [name],
    ),
  ]
}

function networkStake(names: readonly (string | undefined)[]): Sentence {
  return inference(
    'network-layers',
    [],
    'The network groups build on each other: NDIS Wrapper holds what network drivers and protocols call, PNP_TDI and TDI the protocols, NetBIOSGroup what runs over them. A driver that opens the layer below it while that is not there fails.',
    names,
  )
}
