import type {
  AttemptEnd,
  BootAttempt,
  BootEvent,
  BootSimulation,
  Cause,
  FailEachResult,
  SafeMode,
  ServiceOutcome,
  SingleFailure,
} from '../planner/index.ts'
import type { Services } from '../services/index.ts'
import { jsonText } from './escape.ts'
import { jsonInput } from './input.ts'
import { jsonLocation } from './place.ts'

/** What a boot was simulated with. */
export interface BootRequest {
  /** Names of the services that were made to fail. */
  readonly fail: readonly string[]
  readonly safeMode: SafeMode | undefined
  /** Where it is known from which images are there; undefined where all are taken to be. */
  readonly images: string | undefined
  /** The control set to fall back to, by name; undefined where the input does not hold it. */
  readonly lastKnownGood: string | undefined
  readonly lastKnownGoodReason: string
}

/** A simulated boot; `shows` says of which services. */
export function bootJson(
  services: Services,
  request: BootRequest,
  simulation: BootSimulation,
  shows: (name: string) => boolean = () => true,
): string {
  return jsonText({
    schemaVersion: 1,
    ...jsonInput(services),
    options: jsonRequest(request),
    ...jsonEnd(simulation),
    attempts: simulation.attempts.map((attempt) => jsonAttempt(attempt, shows)),
  })
}

/** What the failure of each alone does. */
export function failEachJson(
  services: Services,
  request: BootRequest,
  { baseline, failures, notAttempted }: FailEachResult,
  shows: (name: string) => boolean = () => true,
): string {
  return jsonText({
    schemaVersion: 1,
    ...jsonInput(services),
    options: jsonRequest(request),
    baseline: jsonEnd(baseline),
    failures: failures.filter(({ service }) => shows(service.name)).map(jsonFailure),
    notAttempted: notAttempted.map(({ name }) => name).filter(shows),
  })
}

function jsonRequest({ fail, safeMode, images, lastKnownGood, lastKnownGoodReason }: BootRequest): object {
  return {
    fail,
    safeMode: safeMode ?? null,
    images: images ?? null,
    lastKnownGood: { controlSet: lastKnownGood ?? null, reason: lastKnownGoodReason },
  }
}

function jsonEnd({ verdict, chain, notes }: BootSimulation): object {
  return {
    verdict,
    chain: chain.map(jsonCause),
    notes: notes.map(({ code, message, names = [] }) => ({ code, message, names })),
  }
}

function jsonAttempt(
  { role, controlSet, phases, others, events, end }: BootAttempt,
  shows: (name: string) => boolean,
): object {
  const outcomesOf = (outcomes: readonly ServiceOutcome[]): object[] =>
    outcomes.filter(({ service }) => shows(service.name)).map(jsonOutcome)
  return {
    role,
    controlSet: { name: controlSet.name, reason: controlSet.reason },
    end: jsonAttemptEnd(end),
    phases: phases.map(({ phase, outcomes }) => ({ phase, services: outcomesOf(outcomes) })),
    others: outcomesOf(others),
    events: events.map(jsonEvent),
  }
}

function jsonAttemptEnd(end: AttemptEnd): object {
  if (end.kind === 'up') return { kind: end.kind }
  const by = end.by?.service.name ?? null
  if (end.kind === 'restart') return { kind: end.kind, by }
  const why = end.why ? jsonCause(end.why) : null
  return { kind: end.kind, by, why, name: end.name ?? null, certainty: end.certainty }
}

function jsonOutcome(outcome: ServiceOutcome): object {
  const { service, position, start, errorControl, cause, pulledInBy, remark } = outcome
  return {
    position: position ?? null,
    service: service.name,
    kind: service.kind,
    outcome: outcome.outcome,
    start: start ?? null,
    errorControl,
    cause: cause ? jsonCause(cause) : null,
    pulledInBy: pulledInBy?.name ?? null,
    remark: remark ? jsonCause(remark) : null,
  }
}

function jsonCause({ code, message, on, error, at }: Cause): object {
  return { code, message, on: on ?? null, error: error ?? null, location: at ? jsonLocation(at) : null }
}

function jsonEvent({ id, symbol, service, message }: BootEvent): object {
  return { id, symbol, service: service?.name ?? null, message }
}

function jsonFailure({
  service,
  phase,
  effect,
  verdict,
  errorControl,
  dependents,
  chain,
}: SingleFailure): object {
  return {
    service: service.name,
    kind: service.kind,
    phase,
    effect,
    verdict,
    errorControl,
    dependents: dependents.map(({ name }) => name),
    chain: chain.map(jsonCause),
  }
}
