import type { ControlSimulation, KernelCall, Remark, RunningStep, StatusCode } from '../planner/index.ts'
import { visible } from './escape.ts'
import { colourless, type Palette } from './palette.ts'
import { paragraph } from './paragraph.ts'
import { type Cell, type Column, table } from './table.ts'
import { startPhrase } from './terms.ts'

export interface RunningTextOptions {
  readonly palette?: Palette
  readonly columns?: number | undefined
  /** Long lists of names and steps whole. */
  readonly whole?: boolean
}

/** A start or a stop for people: what the call returns, whom it concerns in which order, and what is not known. */
export function runningText(simulation: ControlSimulation, options: RunningTextOptions = {}): string {
  const palette = options.palette ?? colourless
  const { columns } = options
  const { kernel, unknown, notes } = simulation
  return [
    heading(simulation, palette, columns),
    stepsTable(simulation, palette, options),
    otherStatuses(simulation, palette, columns),
    kernel ? kernelText(kernel, palette, options) : '',
    remarks('Not known', unknown, palette, options),
    remarks('Notes', notes, palette, options),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

const calls = { start: 'StartService', stop: 'ControlService (stop)' } as const

function heading(simulation: ControlSimulation, palette: Palette, columns: number | undefined): string {
  const { action, name, service, written, call } = simulation
  const subject = service ?? written
  const kind = subject
    ? [subject.kind, startPhrase(subject, { start: subject.start?.value, overridden: undefined })]
        .filter((part) => part !== undefined)
        .join(', ')
    : ''
  const title = `${palette.heading(`${action} ${visible(name)}`)}${kind === '' ? '' : `: ${kind}`}`
  const status = call.status
    ? `${calls[action]} returns ${statusText(call.status)}`
    : `what ${calls[action]} returns is not in a registry`
  const paint = call.status?.code === 0 ? palette.good : call.status ? palette.warning : palette.muted
  return `${title}\n${paragraph(`${status}: ${visible(call.reason)}`, { columns, paint })}`
}

/** The kernel's status codes are known in hexadecimal, those of Win32 in decimal. */
function statusText({ code, name }: StatusCode): string {
  const number = name.startsWith('STATUS_')
    ? `0x${code.toString(16).toUpperCase().padStart(8, '0')}`
    : String(code)
  return `${number} ${name}`
}

const stepColumns: readonly Column[] = [
  { heading: '#', align: 'right' },
  { heading: 'Service', wrapTo: 12, comfort: 24 },
  { heading: 'Now' },
  { heading: 'Then' },
  { heading: 'Reason', wrapTo: 20, comfort: 32 },
]

const actionWords: Readonly<Record<RunningStep['action'], string>> = {
  none: '',
  start: 'start',
  load: 'load',
  stop: 'stop',
  unload: 'unload',
  cannot: 'fails',
  unknown: 'not known',
}

/** So many steps are shown without being asked for; of more than that the first and the last. */
const mostSteps = 200
const firstSteps = 40
const lastSteps = 5

function stepsTable(
  { steps, action }: ControlSimulation,
  palette: Palette,
  { columns, whole }: RunningTextOptions,
): string {
  // One row would repeat the heading.
  if (steps.length < 2) return ''
  const row = (step: RunningStep): Cell[] => stepRow(step, palette)
  const left = steps.length - firstSteps - lastSteps
  const rows =
    whole || steps.length <= mostSteps
      ? steps.map(row)
      : [
          ...steps.slice(0, firstSteps).map(row),
          ['…', { text: `${left} more (--verbose)`, paint: palette.muted }, '', '', ''],
          ...steps.slice(-lastSteps).map(row),
        ]
  const title = palette.heading(stepsTitle(steps, action))
  return `${title}\n${table(stepColumns, rows, { palette, columns, indent: 2 })}`
}

function stepRow(step: RunningStep, palette: Palette): Cell[] {
  const paint = step.action === 'cannot' ? palette.warning : palette.muted
  const refusal = [
    step.status && step.action === 'cannot' ? `error ${step.status.code}` : '',
    step.event === undefined ? '' : `event ${step.event}`,
  ].filter((part) => part !== '')
  const reason = `${step.reason}${refusal.length === 0 ? '' : ` (${refusal.join(', ')})`}`
  return [
    String(step.position),
    { text: visible(step.name), paint: palette.name },
    step.state === 'running' ? { text: step.state, paint: palette.good } : step.state,
    { text: actionWords[step.action], paint },
    visible(reason),
  ]
}

function stepsTitle(steps: readonly RunningStep[], action: ControlSimulation['action']): string {
  if (action === 'stop') return 'To be stopped in this order'
  return steps.every((step) => step.action === 'none')
    ? 'It runs, and so does what it depends on'
    : 'In this order'
}

const statusColumns: readonly Column[] = [
  // The longest symbol is not broken.
  { heading: 'Status', wrapTo: 29, comfort: 40 },
  { heading: 'When', wrapTo: 20, comfort: 30 },
]

function otherStatuses({ call }: ControlSimulation, palette: Palette, columns: number | undefined): string {
  if (call.others.length === 0) return ''
  const rows = call.others.map(({ status, when }): Cell[] => [statusText(status), visible(when)])
  const title = palette.heading(call.status ? 'It may return instead' : 'It returns')
  return `${title}\n${table(statusColumns, rows, { palette, columns, indent: 2, bare: true })}`
}

function kernelText(call: KernelCall, palette: Palette, shown: RunningTextOptions): string {
  const { columns } = shown
  const facts: Cell[][] = [
    ['key', visible(call.registryPath)],
    [
      'image',
      call.image === undefined ? '' : `${visible(call.image)}${call.imageDefaulted ? ' (default)' : ''}`,
    ],
    ['object', visible(call.objectName ?? '')],
  ]
  const options = { palette, columns, indent: 2, bare: true }
  const rows = call.returns.map(({ status, when, source }): Cell[] => [
    statusText(status),
    `${visible(when)} (${source})`,
  ])
  return [
    `${palette.heading(`${call.routine}, past the controller`)}\n`,
    table(
      [{ heading: '' }, { heading: '', wrapTo: 20 }],
      facts.filter(([, value]) => value !== ''),
      options,
    ),
    rows.length === 0 ? '' : `\n${table(statusColumns, rows, { ...options, bare: false })}`,
    call.notes.length === 0 ? '' : `\n${remarkLines(call.notes, shown)}`,
  ].join('')
}

function remarks(
  title: string,
  all: readonly Remark[],
  palette: Palette,
  options: RunningTextOptions,
): string {
  return all.length === 0 ? '' : `${palette.heading(title)}\n${remarkLines(all, options)}`
}

function remarkLines(all: readonly Remark[], { columns, whole }: RunningTextOptions): string {
  return all
    .map(({ message, brief }) => {
      const text = brief === undefined || whole ? message : `${brief} (--verbose names all)`
      return paragraph(`- ${visible(text)}`, { columns, indent: 2, hang: 2 })
    })
    .join('')
}
