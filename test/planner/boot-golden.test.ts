import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BootSimulation, Verdict } from '../../src/planner/index.ts'
import { bootScenarioNames, bootScenarios, simulateScenario } from './boot-scenarios.ts'
import { describeBoot } from './describe-boot.ts'

/** expected.txt of a scenario holds all that its simulation says. SVCSIM_UPDATE_GOLDEN=1 writes it anew. */
describe('golden boots', () => {
  it.each(bootScenarioNames)('%s', async (name) => {
    const text = describeBoot(await simulateScenario(name))
    const expected = join(bootScenarios, name, 'expected.txt')
    if (process.env['SVCSIM_UPDATE_GOLDEN']) writeFileSync(expected, text)
    expect(existsSync(expected), `${expected} is there`).toBe(true)
    expect(text).toBe(readFileSync(expected, 'utf8'))
  })
})

const errorControls = ['unwritten', 'ignore', 'normal', 'severe', 'critical'] as const
const starts = ['boot', 'system', 'auto', 'delayed', 'pulled-in'] as const
const fallbacks = ['lacks-it', 'disables-it', 'fails-too', 'is-the-same', 'missing'] as const

/**
 * What KB 103000 and CreateServiceW (dwErrorControl) have a failed start lead to. Ignore: start-up goes on, nothing is
 * logged. Normal: it goes on, logged; what the loader takes an unwritten one for. Severe: LastKnownGood, and where that
 * is in use already, on it goes. Critical: LastKnownGood, and where that is in use already, a bug check. Where
 * LastKnownGood is the set that failed, or stands in for one that nobody knows, it fails again.
 */
const byErrorControl: Record<(typeof errorControls)[number], Record<(typeof fallbacks)[number], Verdict>> = {
  unwritten: all('comes-up-with-errors'),
  ignore: all('comes-up'),
  normal: all('comes-up-with-errors'),
  severe: all('comes-up-on-last-known-good'),
  critical: {
    'lacks-it': 'comes-up-on-last-known-good',
    'disables-it': 'comes-up-on-last-known-good',
    'fails-too': 'does-not-come-up',
    'is-the-same': 'does-not-come-up',
    missing: 'does-not-come-up',
  },
}

function all(verdict: Verdict): Record<(typeof fallbacks)[number], Verdict> {
  return {
    'lacks-it': verdict,
    'disables-it': verdict,
    'fails-too': verdict,
    'is-the-same': verdict,
    missing: verdict,
  }
}

const matrix = errorControls.flatMap((errorControl) =>
  starts.flatMap((start) =>
    fallbacks.map((fallback) => ({
      name: `${errorControl}-${start}-last-known-good-${fallback}`,
      errorControl,
      start,
      fallback,
    })),
  ),
)

describe('a failed start, by ErrorControl, phase and LastKnownGood', () => {
  it.each(matrix)('$name', async ({ name, errorControl, start, fallback }) => {
    const simulation = await simulateScenario(name)
    const { verdict, attempts } = simulation
    // The Service Control Manager takes no service without ErrorControl into its database, so none can fail there.
    const isPassedOver = errorControl === 'unwritten' && start !== 'boot' && start !== 'system'
    expect(verdict).toBe(isPassedOver ? 'comes-up' : byErrorControl[errorControl][fallback])

    const startsAgain = errorControl === 'severe' || errorControl === 'critical'
    expect(attempts.map(({ role }) => role)).toEqual(startsAgain ? ['first', 'last-known-good'] : ['first'])
    expect(attempts.map(({ end }) => end.kind)).toEqual([
      startsAgain ? 'restart' : 'up',
      ...(startsAgain ? [verdict === 'does-not-come-up' ? 'bug-check' : 'up'] : []),
    ])
    const otherSet = fallback === 'lacks-it' || fallback === 'disables-it' || fallback === 'fails-too'
    const fallbackSet = otherSet ? 'ControlSet002' : 'ControlSet001'
    expect(attempts.map(({ controlSet }) => controlSet.name)).toEqual(
      startsAgain ? ['ControlSet001', fallbackSet] : ['ControlSet001'],
    )
    const [first] = attempts
    expect(outcomeOf(simulation, 0, 'Victim')).toBe(isPassedOver ? 'not-attempted' : 'failed')
    const isOfController = start === 'auto' || start === 'delayed' || start === 'pulled-in'
    const isLogged = errorControl !== 'ignore' && !isPassedOver
    const failures = first?.events.filter(({ id }) => id === 7000).map(({ service }) => service?.name)
    expect(failures).toEqual(isOfController && isLogged ? ['Victim'] : [])
    expect(attempts.map(({ events }) => events.some(({ id }) => id === 7027))).toEqual(
      // A bug check in the boot or system phase comes before the controller could log anything.
      startsAgain ? [false, isOfController || verdict !== 'does-not-come-up'] : [false],
    )
  })
})

function outcomeOf({ attempts }: BootSimulation, attempt: number, name: string): string | undefined {
  const { phases = [], others = [] } = attempts[attempt] ?? {}
  const outcomes = [...phases.flatMap((phase) => phase.outcomes), ...others]
  const found = outcomes.find(({ service }) => service.name === name)
  return found && [found.outcome, ...(found.cause?.error ? [found.cause.error] : [])].join(' ')
}

const up: Verdict = 'comes-up'
const withErrors: Verdict = 'comes-up-with-errors'
const onLastKnownGood: Verdict = 'comes-up-on-last-known-good'
const notUp: Verdict = 'does-not-come-up'

/**
 * The other scenarios, written by hand from the documents: how it ends; the events of each attempt but for 7025, which
 * says that there were others; and what became of services in the last attempt, with the Win32 error that the
 * controller has.
 */
const scenarios: readonly (readonly [string, Verdict, events: string, outcomes: string])[] = [
  ['nothing-fails', up, '', 'Driver loaded, Second loaded, Service started'],
  // StartServiceW: 1075 for a missing dependency, 1068 for one that does not run, 1059 for a circle, 1058 for disabled.
  ['dependency-missing-auto', withErrors, '7003 Needy', 'Alone started, Needy not-attempted 1075'],
  [
    'dependency-missing-demand',
    withErrors,
    '7003 Helper, 7001 Needy',
    'Helper not-attempted 1075, Needy not-attempted 1068',
  ],
  [
    'dependency-cycle-auto',
    withErrors,
    '7018 Pong, 7018 Ping',
    'Alone started, Ping not-attempted 1059, Pong not-attempted 1059',
  ],
  [
    'dependency-cycle-demand',
    withErrors,
    '7017 Pong, 7017 Ping, 7001 Needy',
    'Ping not-attempted 1059, Pong not-attempted 1059, Needy not-attempted 1068',
  ],
  ['dependency-on-itself-auto', withErrors, '7018 Narcissus', 'Alone started, Narcissus not-attempted 1059'],
  [
    'dependency-on-itself-demand',
    withErrors,
    '7017 Narcissus, 7001 Needy',
    'Narcissus not-attempted 1059, Needy not-attempted 1068',
  ],
  [
    'dependency-cycle-by-group',
    withErrors,
    '7017 Member, 7018 Needy',
    'Member not-attempted 1059, Needy not-attempted 1059',
  ],
  // CreateServiceW: one running member of a group is enough.
  ['group-dependency-all-run', up, '', 'Pool1 started, Pool2 started, Needy started'],
  ['group-dependency-one-fails', withErrors, '7000 Pool1', 'Pool1 failed, Pool2 started, Needy started'],
  [
    'group-dependency-all-fail',
    withErrors,
    '7000 Pool1, 7000 Pool2, 7002 Needy',
    'Pool1 failed, Pool2 failed, Needy not-attempted 1068',
  ],
  ['group-dependency-empty', withErrors, '7002 Needy', 'Alone started, Needy not-attempted 1068'],
  ['group-dependency-disabled', withErrors, '7002 Needy', 'Pool1 disabled, Needy not-attempted 1068'],
  ['group-dependency-boot-driver', up, '', 'atapi loaded, buslogic failed, Needy started'],
  ['dependency-disabled', withErrors, '7001 Needy', 'Off disabled, Needy not-attempted 1068'],
  [
    'dependency-on-failed-boot-driver',
    withErrors,
    '7001 Needy, 7026',
    'Driver failed, Needy not-attempted 1068',
  ],
  ['dependency-on-system-driver', up, '', 'Driver loaded, Needy started'],
  [
    'dependency-chain',
    withErrors,
    '7000 C, 7001 B, 7001 A',
    'C failed, B not-attempted 1068, A not-attempted 1068',
  ],
  ['dependency-of-silent-service', withErrors, '7001 Needy', 'Silent failed, Needy not-attempted 1068'],
  [
    'dependency-of-severe-service',
    onLastKnownGood,
    '7000 Helper, 7001 Needy, 7021 Needy | 7027',
    'Helper demand, Needy started',
  ],
  [
    'dependency-of-critical-service',
    notUp,
    '7003 Needy, 7021 Needy | 7027, 7003 Needy',
    'Needy not-attempted 1075',
  ],
  // Specifying Driver Load Order: dependencies of boot and system drivers are ignored.
  ['dependencies-of-drivers-do-not-count', withErrors, '7026', 'First failed, Second loaded'],
  ['driver-depends-on-service', withErrors, '7015 Driver', 'Driver loaded, Service started'],
  ['auto-driver-fails', withErrors, '7000 Driver, 7001 Needy', 'Driver failed, Needy not-attempted 1068'],
  [
    'two-failures',
    onLastKnownGood,
    '7000 Normal, 7000 Severe, 7021 Severe | 7027, 7000 Normal, 7000 Severe',
    'Normal failed, Severe failed, Zeal started',
  ],
  // Windows Internals: drivers by group, name or file; services by name; the boot loader does not ask.
  [
    'safe-mode-minimal',
    up,
    '7026',
    'BootDriver loaded, ByGroup loaded, ByName loaded, ByFile loaded, ByFileBase loaded, Other excluded 1084, ServiceByName started, ServiceByGroup excluded 1084, ServiceElse excluded 1084, NetService excluded 1084, Late excluded 1084',
  ],
  [
    'safe-mode-network',
    up,
    '',
    'BootDriver loaded, ByGroup loaded, ByName loaded, ByFile loaded, ByFileBase loaded, Other loaded, ServiceByName started, ServiceByGroup excluded 1084, ServiceElse excluded 1084, NetService started, Late excluded 1084',
  ],
  [
    'safe-mode-ordinary-boot',
    up,
    '',
    'BootDriver loaded, ByFile loaded, Other loaded, ServiceByGroup started, ServiceElse started, NetService started, Late started',
  ],
  [
    'safe-mode-dependency-left-out',
    withErrors,
    '7001 Allowed',
    'Barred excluded 1084, Allowed not-attempted 1068',
  ],
  ['safe-mode-left-out-and-failing', up, '7026', 'Allowed started, Barred excluded 1084'],
  ['safe-mode-without-list', up, '', 'Driver loaded, Service started'],
  // Kinds of start.
  ['demand-start', up, '', 'Driver demand, Service demand'],
  ['delayed-start', up, '', 'Helper started, Late started, Soon started'],
  ['delayed-start-needed-soon', up, '', 'Late started, Needy started'],
  ['trigger-start', up, '', 'Auto started, Demand demand, Needed started, Needy started'],
  ['user-service', up, '', 'CDPUserSvc no-part, Plain started'],
  ['no-part-in-the-boot', up, '', 'Adapter no-part, Container no-part, Deleted no-part, Disabled disabled'],
  ['adapter-with-auto-start', up, '', 'Adapter no-part, Plain started'],
  ['passed-over', withErrors, '7003 Needy', 'Half not-attempted, Needy not-attempted 1075'],
  ['win32-service-with-boot-start', withErrors, '7026', 'Service failed, Plain started'],
  // 2: ERROR_FILE_NOT_FOUND, 126: ERROR_MOD_NOT_FOUND.
  ['images-all-there', up, '', 'Driver loaded, Nameless loaded, Service started'],
  [
    'images-missing',
    withErrors,
    '7000 Service, 7001 Needy, 7026',
    'Driver failed 2, Nameless failed 2, Service failed 2, Needy not-attempted 1068',
  ],
  ['images-missing-service-dll', withErrors, '7023 Shared', 'Shared failed 126'],
  ['images-missing-critical', onLastKnownGood, ' | 7027', 'Driver loaded'],
  // Bug check 0x7B: the boot volume cannot be reached, whatever ErrorControl says.
  ['boot-file-system-fails', notUp, '', 'Ntfs failed, Service not-reached'],
  ['disk-driver-fails', notUp, '', 'disk failed, Service not-reached'],
  ['disk-filter-missing', notUp, '', 'PartMgr loaded'],
  // LastKnownGood.
  ['last-known-good-has-its-own-failure', notUp, ' | 7027, 7003 Old', 'Old not-attempted 1075'],
  ['last-known-good-is-not-in-the-input', notUp, ' | ', 'Driver failed'],
  ['last-known-good-chosen', notUp, ' | ', 'Driver failed'],
  ['unknown-error-control', withErrors, '7026', 'Driver failed'],
]

describe('the boot of a scenario', () => {
  it.each(scenarios)('%s: %s', async (name, verdict, events, outcomes) => {
    const simulation = await simulateScenario(name)
    expect(simulation.verdict).toBe(verdict)
    const told = simulation.attempts.map((attempt) =>
      attempt.events
        .filter(({ id }) => id !== 7025)
        .map(({ id, service }) => [id, ...(service ? [service.name] : [])].join(' '))
        .join(', '),
    )
    expect(told.join(' | ')).toBe(events)
    const last = simulation.attempts.length - 1
    const named = outcomes.split(', ').map((outcome) => outcome.split(' ')[0] ?? '')
    expect(named.map((service) => `${service} ${outcomeOf(simulation, last, service)}`).join(', ')).toBe(
      outcomes,
    )
  })

  it('is known of every scenario', () => {
    const known = [...scenarios.map(([name]) => name), ...matrix.map(({ name }) => name)]
    expect(known.toSorted()).toEqual(bootScenarioNames)
  })
})
