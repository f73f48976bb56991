import type { BootAttempt, BootSimulation, ServiceOutcome } from '../../src/planner/index.ts'

/** All that a simulated boot says, line by line, for expected.txt. */
export function describeBoot({ verdict, attempts, chain, notes }: BootSimulation): string {
  return [
    verdict,
    ...attempts.flatMap((attempt) => ['', ...describeAttempt(attempt)]),
    ...section(
      'why',
      chain.map(({ message }) => message),
    ),
    ...section(
      'notes',
      notes.map(({ message }) => message),
    ),
    '',
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

function describeAttempt({ role, controlSet, phases, others, events, end }: BootAttempt): string[] {
  return [
    `${role} start: ${controlSet.name} (${controlSet.reason})`,
    ...phases.flatMap(({ phase, outcomes }) => list(phase, outcomes.map(describeOutcome))),
    ...list('in no phase', others.map(describeOutcome)),
    ...list(
      'events',
      events.map(({ id, symbol, message }) => `${id} ${symbol}: ${message}`),
    ),
    `  end: ${describeEnd(end)}`,
  ]
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.map((line) => `    ${line}`)]
}

function describeOutcome(outcome: ServiceOutcome): string {
  const { service, position, start, errorControl, cause, pulledInBy, remark } = outcome
  const facts = [
    `Start ${start ?? 'none'}`,
    `ErrorControl ${errorControl}${service.errorControl ? '' : ' by default'}`,
    ...(pulledInBy ? [`for ${pulledInBy.name}`] : []),
  ]
  const error = cause?.error === undefined ? '' : ` (error ${cause.error})`
  return [
    `${position === undefined ? '-' : `${position}.`} ${service.name}, ${facts.join(', ')}: ${outcome.outcome}`,
    ...(cause ? [`; ${cause.message}${error}`] : []),
    ...(remark ? [`; ${remark.message}`] : []),
  ].join('')
}

function describeEnd(end: BootAttempt['end']): string {
  switch (end.kind) {
    case 'up':
      return 'up'
    case 'restart':
      return `restart because of ${end.by.service.name}`
    case 'bug-check':
      return [
        `bug check${end.name === undefined ? '' : ` ${end.name}`}, ${end.certainty}`,
        ...(end.by ? [`because of ${end.by.service.name}`] : []),
        ...(end.why ? [`(${end.why.message})`] : []),
      ].join(' ')
  }
}
