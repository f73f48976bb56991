import { compareText, type Place, quote } from '../diagnostics/index.ts'
import type { Service, Services, Setting } from '../services/index.ts'
import { altitudeKey, isInRange, parseAltitude } from './altitude.ts'
import { type AltitudeRange, altitudeRange } from './minifilter-groups.ts'
import { defineRule, longestMessage, type Report, type Rule } from './rule.ts'

type Data = {
  service: string
  instance: string
  altitude: string
  defect: 'form' | 'range' | 'shared'
  group: string | null
  lowest: string | null
  highest: string | null
  /** The filter that has the altitude too. */
  other: string | null
  inBox: boolean
}

interface Instance {
  readonly service: Service
  readonly name: string
  readonly at: Place
  readonly altitude: Setting<string>
  readonly inBox: boolean
}

/** The filter manager attaches by altitude, which Microsoft allocates by load-order group. */
export const minifilterAltitude: Rule = defineRule<Data>({
  id: 'SVC403',
  name: 'minifilter-altitude',
  severity: ({ inBox }) => (inBox ? 'info' : 'warning'),
  severities: ['warning', 'info'],
  summary: "an altitude is no decimal number, outside its group's range, or shared by two filters",
  page: {
    problem:
      'The altitude of a minifilter instance is no decimal number, lies outside the range of the load-order group that ' +
      'the filter is in, or is that of another filter too.',
    fix:
      'Use the altitude that Microsoft allocated, and the group whose range it lies in. Whoever has a whole number may ' +
      'make more of it by fractions, such as 370030.5. Write it as REG_SZ, in digits with at most one decimal point.',
    why:
      'The altitude decides where in the stack a filter attaches, whenever it loads. Outside of its range a filter sees ' +
      'requests before or after filters of the wrong kind: one that encrypts above one that scans for viruses. Two ' +
      'instances at one altitude cannot be attached to one volume: the second fails with ' +
      'STATUS_FLT_INSTANCE_ALTITUDE_COLLISION.',
    exceptions:
      'Milder, an info, on filters of Windows itself, of which some lie outside: WIMMount has 180700 in FSFilter ' +
      'Infrastructure, Wof 40700 in FSFilter Compression. A filter in no group, or in one that has no range, is judged ' +
      'by form and sharing alone; a disabled one shares with nobody. Altitudes are compared digit by digit, of any ' +
      'length. One that is missing or has a wrong type is left to SVC404 and SVC106.',
    source: [
      'Microsoft: Load order groups and altitudes for minifilter drivers; Allocated filter altitudes',
      'Microsoft: FilterAttachAtAltitude (the form of an altitude); FltAttachVolumeAtAltitude',
      'Counted in stock hives of 7, 8.1 and 10: two to seven outside, none shared',
    ],
  },
  bad: {
    services: {
      SampleFilter: {
        Type: 2,
        Start: 3,
        ErrorControl: 1,
        Group: 'FSFilter Encryption',
        DependOnService: ['FltMgr'],
        Instances: { DefaultInstance: 'Sample', Sample: { Altitude: '370030', Flags: 0 } },
      },
    },
  },
  good: {
    services: {
      SampleFilter: {
        Type: 2,
        Start: 3,
        ErrorControl: 1,
        Group: 'FSFilter Encryption',
        DependOnService: ['FltMgr'],
        Instances: { DefaultInstance: 'Sample', Sample: { Altitude: '145030.25', Flags: 0 } },
      },
    },
  },
  check(services, report) {
    const byAltitude = new Map<string, Instance[]>()
    for (const instance of instancesOf(services)) {
      const { service, altitude } = instance
      const parsed = parseAltitude(altitude.value)
      const range = altitudeRange(service.effective.group ?? '')
      if (!parsed) tell(report, instance, { defect: 'form' })
      else if (range && !isInRange(parsed, range)) tell(report, instance, { defect: 'range', range })
      if (!parsed || service.start?.value === 4) continue
      const key = altitudeKey(parsed)
      const known = byAltitude.get(key)
      if (known) known.push(instance)
      else byAltitude.set(key, [instance])
    }
    for (const instances of byAltitude.values()) reportShared(services, report, instances)
  },
  message({ service, altitude, defect, group, lowest, highest, other }) {
    if (defect === 'form')
      return `Altitude ${quote(altitude, 24)} of ${quote(service, 24)} is no decimal number`
    if (defect === 'shared')
      return `Altitude ${quote(altitude, 16)} of ${quote(service, 24)} is also that of ${quote(other ?? '', 24)}`
    const range = lowest === '0' ? `below ${Number(highest) + 1}` : `${lowest} to ${highest}`
    const outside = `is outside ${group}: ${range}`
    const left = longestMessage - `Altitude "" of "" ${outside}`.length
    const text = quote(altitude, Math.ceil(left * 0.4))
    return `Altitude ${text} of ${quote(service, left + '""'.length - text.length)} ${outside}`
  },
  help: ({ defect }) =>
    defect === 'range'
      ? 'Take the group that the altitude was allocated for, or an altitude that was allocated for the group'
      : defect === 'form'
        ? 'An altitude is written in digits, with at most one decimal point'
        : 'Two filters at one altitude cannot both attach to a volume: use the altitude that was allocated',
})

function* instancesOf(services: Services): Generator<Instance> {
  for (const service of services.all)
    for (const { name, at, altitude } of service.instances?.all ?? [])
      if (altitude) yield { service, name, at, altitude, inBox: services.inBox(service) }
}

function tell(
  report: Report<Data>,
  { service, name, altitude, inBox }: Instance,
  { defect, range, other }: { defect: Data['defect']; range?: AltitudeRange; other?: Instance },
): void {
  const { group } = service
  report(
    altitude.at,
    {
      service: service.name,
      instance: name,
      altitude: altitude.value,
      defect,
      group: group?.value ?? null,
      lowest: range?.lowest ?? null,
      highest: range?.highest ?? null,
      other: other?.service.name ?? null,
      inBox,
    },
    {
      service: service.name,
      related: [
        ...(range && group ? [{ at: group.at, message: 'its load-order group' }] : []),
        ...(other ? [{ at: other.altitude.at, message: `altitude of ${quote(other.service.name)}` }] : []),
      ],
    },
  )
}

/** All but the first are told: what Windows brings was there before, and so was what a base holds. */
function reportShared(services: Services, report: Report<Data>, instances: readonly Instance[]): void {
  if (instances.length < 2) return
  const rank = ({ service, inBox }: Instance): number =>
    inBox ? 0 : services.touched.has(service.id) ? 2 : 1
  const [first, ...others] = [...instances].sort(
    (a, b) => rank(a) - rank(b) || compareText(a.service.id, b.service.id),
  )
  for (const instance of others)
    if (first && instance.service !== first.service)
      tell(report, instance, { defect: 'shared', other: first })
}
