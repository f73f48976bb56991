import { count } from '../diagnostics/index.ts'
import type { FailEachResult, FailureEffect, Phase, SingleFailure } from '../planner/index.ts'
import { chainText, nameList } from './boot-text.ts'
import { type BootLook, errorControlWords, headline, verdictPaint } from './boot-words.ts'
import { visible } from './escape.ts'
import { colourless, type Paint, type Palette } from './palette.ts'
import { paragraph } from './paragraph.ts'
import { type Cell, type Column, table } from './table.ts'
import { listing } from './terms.ts'

interface Look {
  readonly palette: Palette
  readonly columns: number | undefined
  readonly whole: boolean
}

const phaseOrder: readonly Phase[] = ['boot', 'system', 'auto', 'delayed']

const effects: readonly FailureEffect[] = ['fatal', 'last-known-good', 'degrades', 'unnoticed']

const titles: Readonly<Record<FailureEffect, string>> = {
  fatal: 'Fatal, Windows does not come up',
  'last-known-good': 'Windows comes up on LastKnownGood only',
  degrades: 'Windows comes up with errors',
  unnoticed: 'Unnoticed',
}

/** What the failure of each driver and service alone does: numbers first, then the worst. */
export function failEachText(result: FailEachResult, options: BootLook = {}): string {
  const { baseline, failures, notAttempted } = result
  const { palette = colourless, columns, whole = false, shows = () => true, safeMode, fail = [] } = options
  const look: Look = { palette, columns, whole }
  const before = fail.length === 0 ? 'Without a failure' : `With ${listing(fail.map(visible))} failing`
  const sections = [
    paragraph(`${before}, ${headline(baseline, safeMode)}`, {
      columns,
      paint: verdictPaint(baseline.verdict, palette),
    }),
    chainText(baseline, look),
  ]
  if (baseline.verdict === 'does-not-come-up')
    sections.push(paragraph('So there is nothing that a further failure could change.', { columns }))
  else {
    sections.push(summary(result, look))
    for (const effect of effects)
      sections.push(
        ...effectText(
          effect,
          failures.filter((failure) => failure.effect === effect && shows(failure.service.name)),
          look,
        ),
      )
    const others = notAttempted.map(({ name }) => name).filter(shows)
    if (whole) sections.push(nameList('Not attempted at this boot', others, look))
  }
  return sections.filter((section) => section !== '').join('\n')
}

const summaryColumns: readonly Column[] = [
  { heading: '', align: 'right' },
  { heading: '', wrapTo: 20 },
]

function summary({ failures, notAttempted }: FailEachResult, { palette, columns }: Look): string {
  const of = (effect: FailureEffect) => failures.filter((failure) => failure.effect === effect)
  const withOthers = of('degrades').filter(({ dependents }) => dependents.length > 0).length
  const alsoOthers = count(withOthers, 'of them keeps', 'of them keep')
  const words: Readonly<Record<FailureEffect, string>> = {
    fatal: 'Windows does not come up',
    'last-known-good': 'Windows comes up, but on LastKnownGood only',
    degrades: `Windows comes up and logs it${withOthers === 0 ? '' : `; ${alsoOthers} others from running too`}`,
    unnoticed: 'nobody notices: nothing is logged, and nothing else is kept from running',
  }
  const rows = effects.map((effect): Cell[] => {
    const number = of(effect).length
    const paint = number === 0 ? palette.muted : effectPaint(effect, palette)
    return [{ text: String(number), paint }, words[effect]]
  })
  const attempted = count(failures.length, 'driver or service is', 'drivers and services are')
  return [
    paragraph(`${attempted} attempted. When one of them fails alone:`, { columns }),
    table(summaryColumns, rows, { palette, columns, indent: 2, bare: true }),
    paragraph(`${count(notAttempted.length, 'other is', 'others are')} not attempted. ${unknowable}`, {
      columns,
      paint: palette.muted,
    }),
  ].join('')
}

const unknowable =
  'Which devices the machine has is not known from its services: a driver that looks harmless here may be that of its disk controller.'

function effectPaint(effect: FailureEffect, palette: Palette): Paint {
  if (effect === 'fatal') return palette.error
  return effect === 'unnoticed' ? palette.good : palette.warning
}

/** The failures of one effect in sections: what there is something to say of in tables, the others by name. */
function effectText(effect: FailureEffect, failures: readonly SingleFailure[], look: Look): string[] {
  if (failures.length === 0) return []
  const { palette, columns, whole } = look
  const title = paragraph(`${titles[effect]}: ${failures.length}`, { columns, paint: palette.heading })
  if (effect === 'fatal') return [title + fatalText(failures, look)]
  const ordered = effect === 'degrades' ? mostDependentsFirst(failures) : inPhases(failures)
  const isTold = ({ dependents }: SingleFailure): boolean =>
    whole || effect === 'last-known-good' || dependents.length > 0
  const rest = ordered.filter((failure) => !isTold(failure)).map(({ service }) => service.name)
  const told = ordered.filter(isTold)
  if (told.length === 0) return [nameList(titles[effect], rest, look)]
  return [title + failureTable(told, look), nameList('Of these, without an effect on others', rest, look)]
}

/** By how the start ends: those of which nothing but their ErrorControl is to be said by name, the others with why. */
function fatalText(failures: readonly SingleFailure[], look: Look): string {
  const { columns, whole } = look
  const byEnd = new Map<string, SingleFailure[]>()
  for (const failure of inPhases(failures)) {
    const end = isOwnErrorControl(failure) ? ownErrorControl : (failure.chain.at(-1)?.message ?? '')
    const known = byEnd.get(end)
    if (known) known.push(failure)
    else byEnd.set(end, [failure])
  }
  return [...byEnd]
    .map(([end, group]) => {
      const names = group.map(({ service }) => visible(service.name)).join(', ')
      const heading = paragraph(`${visible(end)}: ${group.length}`, { columns, indent: 2 })
      return !whole && end === ownErrorControl
        ? heading + paragraph(names, { columns, indent: 4 })
        : heading + failureTable(group, look)
    })
    .join('')
}

const ownErrorControl = 'by ErrorControl 3 (critical), failing with LastKnownGood too'

/** Whether it is its own ErrorControl, and not that of another, that ends the last start. */
function isOwnErrorControl({ service, chain }: SingleFailure): boolean {
  const before = chain.at(-2)
  return before?.code === 'error-control' && before.on === service.name
}

const failureColumns: readonly Column[] = [
  { heading: 'Service', wrapTo: 12, comfort: 20 },
  { heading: 'Phase' },
  { heading: 'ErrorControl', drop: 1 },
  { heading: 'Others', align: 'right' },
  { heading: 'Others that do not run', wrapTo: 20, comfort: 36 },
  { heading: 'Why', wrapTo: 20, comfort: 36 },
]

function failureTable(failures: readonly SingleFailure[], { palette, columns, whole }: Look): string {
  const rows = failures.map((failure): Cell[] => {
    const { service, phase, effect, errorControl } = failure
    // Of a boot that does not come up they say nothing.
    const dependents = effect === 'fatal' ? [] : failure.dependents.map(({ name }) => name)
    return [
      { text: visible(service.name), paint: palette.name },
      phase,
      `${errorControl} ${visible(service.effective.errorControlName)}`,
      dependents.length === 0 ? '' : String(dependents.length),
      firstNames(dependents, whole),
      visible(whyWords(failure)),
    ]
  })
  return table(failureColumns, rows, { palette, columns, indent: failures[0]?.effect === 'fatal' ? 4 : 2 })
}

/** How many names are given of what does not run, where not all are asked for. */
const shownNames = 3

function firstNames(names: readonly string[], whole: boolean): string {
  const shown = whole || names.length === shownNames + 1 ? names : names.slice(0, shownNames)
  const rest = names.length - shown.length
  return [...shown.map(visible), ...(rest > 0 ? [`\u2026 ${rest} more`] : [])].join(', ')
}

/** What turned a failure into the end of a start: the ErrorControl of whom, or what is missing. */
function whyWords(failure: SingleFailure): string {
  const { service, effect, chain } = failure
  const decisive =
    effect === 'fatal'
      ? chain.at(-2)
      : effect === 'last-known-good'
        ? chain.find(({ code }) => code === 'error-control')
        : undefined
  if (decisive?.code === 'error-control' && decisive.on === service.name) return errorControlWords(failure)
  return decisive?.message ?? ''
}

/** Both sorts are stable, so what stands before them, the name, decides among equals. */
function mostDependentsFirst(failures: readonly SingleFailure[]): SingleFailure[] {
  return [...failures].sort((a, b) => b.dependents.length - a.dependents.length)
}

function inPhases(failures: readonly SingleFailure[]): SingleFailure[] {
  return [...failures].sort((a, b) => phaseOrder.indexOf(a.phase) - phaseOrder.indexOf(b.phase))
}
