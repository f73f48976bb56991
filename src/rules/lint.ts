import { type Finding, type FindingData, sortFindings } from '../diagnostics/index.ts'
import type { Release, Service, Services } from '../services/index.ts'
import { type BootPosition, bootPositions } from './boot-positions.ts'
import { rules } from './catalogue.ts'
import { Causes } from './causes.ts'
import { isSelected } from './only.ts'
import type { Need, Report, Rule, RuleContext } from './rule.ts'

export interface LintOptions {
  /** Globs of service names (`*` and `?`, without case). Findings about other services, or about none, are left out. */
  readonly only?: readonly string[]
  /** Rules to run; all by default. */
  readonly rules?: readonly Rule[]
}

/** A rule that could not judge all of this input, and what it lacked. */
export interface RuleNotRun {
  readonly ruleId: string
  readonly ruleName: string
  readonly needs: readonly Need[]
  /** What to give, for people. */
  readonly help: string
}

export interface LintResult {
  /** In the one total order of findings, repetitions dropped. */
  readonly findings: readonly Finding[]
  /** At most one entry a rule, in rule order. */
  readonly notRun: readonly RuleNotRun[]
}

interface NeedWords {
  readonly lacks: string
  /** The key below Control that holds it. */
  readonly controlKey?: string
  readonly give: (profile: string | undefined, hasBase: boolean) => string
}

const giveBase: NeedWords['give'] = (profile, hasBase) => {
  if (hasBase) return `take a base that holds them${profile === undefined ? '' : `, such as ${profile}`}`
  return profile === undefined
    ? 'lay it over a base that holds them'
    : `lay it over a base, as with --base ${profile}`
}

/** Profiles have what every machine of a release has. */
const giveMachine: NeedWords['give'] = (_profile, hasBase) =>
  hasBase
    ? 'take a hive or a whole export of a machine for the base'
    : 'give a hive or an export of all of HKEY_LOCAL_MACHINE\\SYSTEM'

/** What an input lacks, and what to give instead. */
const needWords: Readonly<Record<Need, NeedWords>> = {
  groupOrder: {
    lacks: 'the group list (Control\\ServiceGroupOrder)',
    controlKey: 'SERVICEGROUPORDER',
    give: giveBase,
  },
  vectors: {
    lacks: 'the tag vectors (Control\\GroupOrderList)',
    controlKey: 'GROUPORDERLIST',
    give: giveBase,
  },
  services: { lacks: 'the other services', give: giveBase },
  safeBoot: {
    lacks: 'the lists of safe mode (Control\\SafeBoot)',
    controlKey: 'SAFEBOOT',
    give: giveBase,
  },
  classes: { lacks: 'the device classes (Control\\Class)', controlKey: 'CLASS', give: giveBase },
  devices: { lacks: 'the devices of a machine (Enum)', give: giveMachine },
  criticalDevices: {
    lacks: 'the critical devices (Control\\CriticalDeviceDatabase)',
    give: giveMachine,
  },
  wholeHive: { lacks: 'the rest of the SYSTEM hive', give: () => 'export all of HKEY_LOCAL_MACHINE\\SYSTEM' },
}

/** The bundled profile that a fragment of a release is best laid over; that of NT 3.51 is itself a fragment. */
const profileOf: Readonly<Record<Release, string | undefined>> = {
  'nt-3.51': undefined,
  '2000': '@windows-xp',
  xp: '@windows-xp',
  '7': '@windows-7',
  '8.1': '@windows-8.1',
  '10': '@windows-10',
  '11': '@windows-10',
}

/** Judges services by every rule that has what it needs, and says which rules had not. */
export function lint(services: Services, options: LintOptions = {}): LintResult {
  // A rule about suppressions asks what other rules found, which may not have run yet, or not be asked for.
  const runs = new Map<Rule, RuleRun>()
  // The order is simulated once, when the first rule asks for it.
  let positions: ReadonlyMap<Service, BootPosition> | undefined
  const causes = new Causes(services)
  const context: RuleContext = {
    // No getters here: each would give the object a hidden class that keeps the services from the collector.
    bootPositions() {
      positions ??= bootPositions(services)
      return positions
    },
    rules,
    findingsOf(ruleId) {
      const rule = rules.find(({ id }) => id === ruleId)
      const { findings, missing } = rule ? run(rule) : { findings: [], missing: new Set() }
      return { findings, complete: missing.size === 0 }
    },
  }
  const run = (rule: Rule): RuleRun => {
    const known = runs.get(rule)
    if (known) return known
    const findings: Finding[] = []
    const missing = new Set<Need>((rule.needs ?? []).filter((need) => !services.holds[need]))
    runs.set(rule, { findings, missing })
    if (missing.size === 0)
      rule.check(services, reportInto(findings, rule, causes), {
        ...context,
        unknown: (need) => missing.add(need),
      })
    return { findings, missing }
  }
  const asked = options.rules ?? rules
  const findings = asked.flatMap((rule) => run(rule).findings)
  const notRun = asked.flatMap((rule) => {
    const { missing } = run(rule)
    return missing.size === 0 ? [] : [describeNotRun(rule, [...missing], services)]
  })
  return { findings: sortFindings(selectFindings(findings, options.only)), notRun }
}

/** What a rule found, and what it lacked. */
interface RuleRun {
  readonly findings: readonly Finding[]
  readonly missing: ReadonlySet<Need>
}

function reportInto(findings: Finding[], rule: Rule, causes: Causes): Report<FindingData> {
  return (at, data, more = {}) => {
    const { diagnostic, service, related = [] } = more
    const help = diagnostic ? diagnostic.help : rule.help?.(data)
    findings.push({
      ruleId: rule.id,
      ruleName: rule.name,
      severity:
        diagnostic?.severity ?? (typeof rule.severity === 'function' ? rule.severity(data) : rule.severity),
      message: diagnostic?.message ?? rule.message(data),
      ...(help === undefined ? {} : { help }),
      ...(service === undefined ? {} : { service }),
      data,
      at,
      // What a reader noticed about a file is that file's own.
      related: diagnostic
        ? related
        : [...related, ...causes.of({ at, related, names: [service, data['dependency']] })],
    })
  }
}

function describeNotRun(rule: Rule, needs: readonly Need[], services: Services): RuleNotRun {
  const words = needs.map((need) => needWords[need])
  const lacks = words.map((word) => word.lacks).join(' and ')
  const hasBase = services.inputs.some(({ role }) => role === 'base')
  if (hasBase && words.every(({ controlKey = '' }) => services.touchedControl.has(controlKey)))
    return {
      ...named(rule),
      needs,
      help: `The input takes away ${lacks}, without which they cannot be judged`,
    }
  const profile = profileOf[services.windows.release]
  const give = new Set(words.map((word) => word.give(profile, hasBase)))
  return {
    ...named(rule),
    needs,
    help: `${hasBase ? 'The input and its base lack' : 'The input lacks'} ${lacks}: ${[...give].join(', or ')}`,
  }
}

function named({ id, name }: Rule): Pick<RuleNotRun, 'ruleId' | 'ruleName'> {
  return { ruleId: id, ruleName: name }
}

/** What the file itself suffers from (hundred 0) concerns every service of it, so `only` keeps it. */
function selectFindings(
  findings: readonly Finding[],
  only: readonly string[] | undefined,
): readonly Finding[] {
  if (only === undefined || only.length === 0) return findings
  return findings.filter((finding) => isSelected(finding, only))
}
