import type {
  BootAttempt,
  BootEvent,
  BootSimulation,
  Cause,
  FailEachResult,
  Phase,
  Service,
  ServiceOutcome,
  Services,
  SingleFailure,
} from '../../src/index.ts'
import type { BootRequest } from '../../src/report/boot-json.ts'
import { models } from './samples.ts'

/** Boots made by hand, so that reports are judged apart from what a simulation says. */

function modelOf(name: string): Services {
  const services = models.get(name)
  if (!services) throw new Error(`no sample ${name}`)
  return services
}

export const regular: Services = modelOf('regular')
export const hostile: Services = modelOf('hostile')

function serviceOf(services: Services, name: string): Service {
  const service = services.get(name)
  if (!service) throw new Error(`no service ${name}`)
  return service
}

const aha = serviceOf(regular, 'aha154x')
const rdr = serviceOf(regular, 'Rdr')
const workstation = serviceOf(regular, 'LanmanWorkstation')
const empty = serviceOf(regular, 'Empty')

function outcome(
  service: Service,
  facts: Partial<ServiceOutcome> & Pick<ServiceOutcome, 'outcome'>,
): ServiceOutcome {
  return {
    service,
    phase: undefined,
    position: undefined,
    start: service.start?.value,
    errorControl: service.effective.errorControl,
    cause: undefined,
    pulledInBy: undefined,
    remark: undefined,
    ...facts,
  }
}

const notThere: Cause = {
  code: 'dependency-missing',
  message: 'it needs "Ghost", which does not exist',
  on: 'Ghost',
  error: 1075,
  at: { file: 'sample.reg', line: 29, column: 20 },
}
const asked: Cause = { code: 'asked', message: 'it is taken to fail' }

function event(id: number, message: string, service?: Service): BootEvent {
  return { id, symbol: `EVENT_NUMBER_${id}`, service, message }
}

type Outcomes = Readonly<Partial<Record<Phase, readonly ServiceOutcome[]>>>

function attempt(outcomes: Outcomes, facts: Partial<BootAttempt> = {}): BootAttempt {
  const phases: readonly Phase[] = ['boot', 'system', 'auto', 'delayed']
  return {
    role: 'first',
    controlSet: { name: 'ControlSet001', reason: 'Select\\Current is 1' },
    phases: phases.map((phase) => ({ phase, outcomes: outcomes[phase] ?? [] })),
    others: [
      outcome(empty, {
        outcome: 'no-part',
        cause: { code: 'container', message: 'the key holds no service' },
      }),
    ],
    events: [],
    end: { kind: 'up' },
    ...facts,
  }
}

const ahaLoaded = outcome(aha, { outcome: 'loaded', phase: 'boot', position: 1 })
const critical: Service = {
  ...aha,
  effective: { ...aha.effective, errorControl: 3, errorControlName: 'critical' },
}
const severe: Service = {
  ...rdr,
  effective: { ...rdr.effective, errorControl: 2, errorControlName: 'severe' },
}
const ahaFailed = outcome(critical, { outcome: 'failed', phase: 'boot', position: 1, cause: asked })
const normalFailed: ServiceOutcome = { ...ahaFailed, service: aha, errorControl: 1 }
const rdrLoaded = outcome(rdr, { outcome: 'loaded', phase: 'auto', position: 1, pulledInBy: workstation })
const up: Outcomes = {
  boot: [ahaLoaded],
  auto: [rdrLoaded, outcome(workstation, { outcome: 'started', phase: 'auto', position: 2 })],
}
const stuck = outcome(workstation, {
  outcome: 'not-attempted',
  phase: 'auto',
  position: 2,
  cause: notThere,
})
const notReached: Outcomes = {
  boot: [ahaFailed],
  auto: [
    { ...rdrLoaded, outcome: 'not-reached' },
    { ...stuck, outcome: 'not-reached', cause: undefined },
  ],
}
const otherSet = { name: 'ControlSet002', reason: 'Select\\LastKnownGood is 2' }

const comesUp: BootSimulation = { verdict: 'comes-up', attempts: [attempt(up)], chain: [], notes: [] }

const withErrors: BootSimulation = {
  verdict: 'comes-up-with-errors',
  attempts: [
    attempt(
      { boot: [ahaLoaded], auto: [rdrLoaded, stuck] },
      {
        events: [
          event(7003, 'LanmanWorkstation did not start: it needs "Ghost", which does not exist', workstation),
        ],
      },
    ),
  ],
  chain: [{ ...notThere, message: `LanmanWorkstation does not start: ${notThere.message}` }],
  notes: [{ code: 'early-start-missing', message: 'the input holds no Control\\EarlyStartServices' }],
}

const restart = attempt(notReached, { end: { kind: 'restart', by: ahaFailed } })
const givenUp: readonly Cause[] = [
  { code: 'asked', message: 'aha154x fails: it is taken to fail', on: 'aha154x' },
  {
    code: 'error-control',
    message: 'ErrorControl of aha154x is 3 (critical), so this start is given up',
    on: 'aha154x',
  },
  {
    code: 'last-known-good',
    message: 'Windows starts again with LastKnownGood: ControlSet002 (Select\\LastKnownGood is 2)',
  },
]

const onLastKnownGood: BootSimulation = {
  verdict: 'comes-up-on-last-known-good',
  attempts: [
    restart,
    attempt(up, {
      role: 'last-known-good',
      controlSet: otherSet,
      events: [event(7027, 'Windows is running on the last known good configuration')],
    }),
  ],
  chain: givenUp,
  notes: [],
}

const bugCheck: BootSimulation = {
  verdict: 'does-not-come-up',
  attempts: [
    restart,
    attempt(notReached, {
      role: 'last-known-good',
      controlSet: otherSet,
      end: { kind: 'bug-check', by: ahaFailed, why: undefined, name: undefined, certainty: 'documented' },
    }),
  ],
  chain: [
    ...givenUp,
    {
      code: 'error-control',
      message: 'ErrorControl of aha154x is 3 (critical), and LastKnownGood is in use already',
      on: 'aha154x',
    },
    { code: 'bug-check', message: 'Windows ends in a bug check' },
  ],
  notes: [],
}

const bootDevice = '0x7B INACCESSIBLE_BOOT_DEVICE'
const why: Cause = { code: 'boot-volume', message: 'it drives every disk' }
const inaccessible: BootSimulation = {
  verdict: 'does-not-come-up',
  attempts: [
    attempt(
      { ...notReached, boot: [normalFailed] },
      { end: { kind: 'bug-check', by: normalFailed, why, name: bootDevice, certainty: 'inferred' } },
    ),
  ],
  chain: [
    { code: 'asked', message: 'aha154x fails: it is taken to fail', on: 'aha154x' },
    { ...why, message: 'the boot volume needs aha154x: it drives every disk' },
    {
      code: 'bug-check',
      message: `bug check ${bootDevice}, by inference from what is missing`,
      on: bootDevice,
    },
  ],
  notes: [],
}

const safe: BootSimulation = {
  verdict: 'comes-up',
  attempts: [
    attempt({
      boot: [
        {
          ...ahaLoaded,
          remark: {
            code: 'safe-boot-not-asked',
            message: 'not in the SafeBoot list, which the boot loader does not ask',
          },
        },
      ],
      auto: [
        outcome(workstation, {
          outcome: 'excluded',
          phase: 'auto',
          cause: { code: 'safe-mode', message: 'safe mode leaves it out', error: 1084 },
        }),
      ],
    }),
  ],
  chain: [],
  notes: [],
}

/** Names and words that a terminal must not act on, and more of one event than are shown. */
const hostileBoot: BootSimulation = {
  verdict: 'comes-up-with-errors',
  attempts: [
    attempt(
      {
        boot: hostile.all.map((service, index) =>
          outcome(service, {
            outcome: index === 0 ? 'failed' : 'not-attempted',
            phase: 'boot',
            position: index + 1,
            cause: {
              code: 'image-missing',
              message: 'its image "\u001b[2J\u202egnp.sys" is not there',
              error: 2,
            },
          }),
        ),
      },
      {
        controlSet: { name: 'ControlSet\u202e001', reason: 'asked\u0007' },
        others: [],
        events: Array.from({ length: 7 }, (_, index) =>
          event(7000, `\u001b]0;title\u0007 ${index} did not start`, hostile.all[index % hostile.all.length]),
        ),
      },
    ),
  ],
  chain: [{ code: 'image-missing', message: 'x\u200b\u2028fails: line\r\nbreak' }],
  notes: [],
}

export interface BootSample {
  readonly services: Services
  readonly simulation: BootSimulation
  readonly request: BootRequest
}

const ordinary: BootRequest = {
  fail: [],
  safeMode: undefined,
  images: undefined,
  lastKnownGood: undefined,
  lastKnownGoodReason: 'the input has no Select',
}
const failing: BootRequest = {
  ...ordinary,
  fail: ['aha154x'],
  lastKnownGood: 'ControlSet002',
  lastKnownGoodReason: 'Select\\LastKnownGood is 2',
}

export const boots: ReadonlyMap<string, BootSample> = new Map([
  ['up', { services: regular, simulation: comesUp, request: ordinary }],
  ['errors', { services: regular, simulation: withErrors, request: { ...ordinary, images: 'images.txt' } }],
  ['last-known-good', { services: regular, simulation: onLastKnownGood, request: failing }],
  ['bug-check', { services: regular, simulation: bugCheck, request: failing }],
  ['inaccessible', { services: regular, simulation: inaccessible, request: failing }],
  ['safe-mode', { services: regular, simulation: safe, request: { ...ordinary, safeMode: 'minimal' } }],
  ['hostile', { services: hostile, simulation: hostileBoot, request: { ...ordinary, fail: ['\u202e'] } }],
])

function failure(service: Service, facts: Partial<SingleFailure>): SingleFailure {
  return {
    service,
    phase: 'boot',
    effect: 'unnoticed',
    verdict: 'comes-up',
    errorControl: service.effective.errorControl,
    dependents: [],
    chain: [],
    ...facts,
  }
}

/** One of each effect. */
const failures: FailEachResult = {
  baseline: comesUp,
  failures: [
    failure(critical, { effect: 'fatal', verdict: 'does-not-come-up', chain: bugCheck.chain }),
    failure(severe, {
      effect: 'last-known-good',
      phase: 'system',
      chain: givenUp.map((cause) => ({
        ...cause,
        on: 'Rdr',
        message: cause.message.replace('aha154x', 'Rdr'),
      })),
    }),
    failure(rdr, {
      effect: 'degrades',
      phase: 'system',
      verdict: 'comes-up-with-errors',
      dependents: [workstation, aha, empty, workstation, aha],
    }),
    failure(workstation, {
      effect: 'fatal',
      phase: 'auto',
      verdict: 'does-not-come-up',
      chain: inaccessible.chain,
    }),
  ],
  notAttempted: [empty],
}

export interface FailEachSample {
  readonly services: Services
  readonly result: FailEachResult
  readonly request: BootRequest
}

export const failEachSamples: ReadonlyMap<string, FailEachSample> = new Map([
  ['effects', { services: regular, result: failures, request: ordinary }],
  ['down', { services: regular, result: { ...failures, baseline: bugCheck }, request: failing }],
  [
    'hostile',
    {
      services: hostile,
      request: { ...ordinary, fail: ['\u202egnp'] },
      result: {
        baseline: hostileBoot,
        failures: hostile.all.map((service) =>
          failure(service, {
            effect: 'degrades',
            dependents: hostile.all,
            chain: [{ code: '\u0007', message: '\u001b[31mred' }],
          }),
        ),
        notAttempted: hostile.all,
      },
    },
  ],
])
