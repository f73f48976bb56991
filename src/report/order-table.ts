import { count } from '../diagnostics/index.ts'
import type { Guarantee, Phase, PhasePlan, Plan, Step } from '../planner/index.ts'
import type { Services } from '../services/index.ts'
import { visible } from './escape.ts'
import { colourless, type Palette } from './palette.ts'
import { type Cell, type Column, table } from './table.ts'
import { wrap } from './wrap.ts'

export interface OrderTableOptions {
  readonly palette?: Palette
  readonly columns?: number | undefined
}

/** One letter for what stands behind a line's place after the line above it. */
const marks: Readonly<Record<Guarantee, { mark: string; meaning: string }>> = {
  documented: { mark: '=', meaning: 'Microsoft documents that it comes after the line above' },
  release: { mark: '~', meaning: 'this release of Windows does it so, no document promises it' },
  open: { mark: '?', meaning: "open: no source settles it, svcsim's own choice" },
}

const phaseTitles: Readonly<Record<Phase, string>> = {
  boot: 'Boot start',
  system: 'System start',
  auto: 'Auto start',
  delayed: 'Delayed auto start',
}

const phaseExplanations: Readonly<Record<Phase, string>> = {
  boot: 'The boot loader loads these drivers in this order; the kernel initialises them later, in this order too.',
  system: 'The kernel loads and initialises these drivers one by one, after all boot-start drivers.',
  auto: 'The Service Control Manager starts these once the kernel is up, what they depend on first.',
  delayed: 'The Service Control Manager starts these after the other auto-start services.',
}

/** Reasons that hold for a whole phase are said in its heading and left out of its lines. */
const saidInHeading: ReadonlySet<string> = new Set(['loader-loads', 'kernel-loads'])

const columns: readonly Column[] = [
  { heading: '#', align: 'right' },
  { heading: '' },
  { heading: 'Service', wrapTo: 20 },
  { heading: 'Group', wrapTo: 12 },
  { heading: 'Tag', align: 'right' },
  { heading: 'Reason', wrapTo: 20, comfort: 40 },
  { heading: 'Image', wrapTo: 16, comfort: 24, drop: 1 },
]

/**
 * The steps that have a mark: it speaks of the line above, so the first of a phase has none, nor has one after others
 * that are not shown.
 */
function marked(steps: readonly Step[]): Step[] {
  return steps.filter(({ position }, index) => steps[index - 1]?.position === position - 1)
}

/** Below this width the group has no column of its own: it is in the reason. */
const narrow = 76

/** The order for people: what the marks mean, a table for each phase, a line that sums up. */
export function orderTable(services: Services, plan: Plan, options: OrderTableOptions = {}): string {
  const palette = options.palette ?? colourless
  const phases = plan.phases.map((phase) => phaseText(services, phase, palette, options.columns))
  return [
    legend(plan, options.columns, palette),
    ...phases.map((text) => `${text}\n`),
    `${paragraph(summaryLine(services, plan), options.columns).join('\n')}\n`,
  ].join('')
}

function legend(plan: Plan, room: number | undefined, palette: Palette): string {
  const used = new Set(plan.phases.flatMap(({ steps }) => marked(steps)).map(({ guarantee }) => guarantee))
  const lines = (Object.keys(marks) as Guarantee[])
    .filter((guarantee) => used.has(guarantee))
    .map((guarantee) => `${marks[guarantee].mark} ${marks[guarantee].meaning}`)
  const numbered = room === undefined || room >= narrow
  if (
    numbered &&
    plan.phases.some(({ steps }) => steps.some(({ groupPosition }) => groupPosition !== undefined))
  )
    lines.push('(n) the group is nth in ServiceGroupOrder')
  return lines.length === 0
    ? ''
    : `${lines
        .flatMap((line) => paragraph(line, room))
        .map((line) => palette.muted(line))
        .join('\n')}\n\n`
}

function phaseText(services: Services, plan: PhasePlan, palette: Palette, room: number | undefined): string {
  const { phase, algorithm, steps } = plan
  const { title: release } = services.windows
  const how = algorithm === 'scm' ? release : `${release}, ${algorithm} algorithm`
  const title = palette.heading(`${phaseTitles[phase]}: ${count(steps.length, 'entry', 'entries')} (${how})`)
  const explanation = [phaseExplanations[phase], ...kernelImagesLine(plan)]
    .flatMap((text) => paragraph(text, room))
    .map((line) => palette.muted(line))
  if (steps.length === 0) return `${title}\n`
  const withGroup = room === undefined || room >= narrow
  const withMark = new Set(marked(steps))
  const rows = steps.map((step): Cell[] => [
    String(step.position),
    withMark.has(step)
      ? { text: marks[step.guarantee].mark, paint: guaranteePaint(step.guarantee, palette) }
      : '',
    { text: visible(step.service.name), paint: palette.name },
    withGroup ? groupText(step) : '',
    step.tag === undefined ? '' : String(step.tag),
    visible(reasonText(step, withGroup)),
    { text: visible(step.service.effective.imageFile ?? ''), paint: palette.muted },
  ])
  return `${title}\n${explanation.join('\n')}\n\n${table(columns, rows, { palette, columns: room })}`
}

function reasonText({ reasons, imports = [] }: Step, withGroup: boolean): string {
  const said = reasons
    .filter(({ code }) => !saidInHeading.has(code) && !(withGroup && code === 'group-listed'))
    .map(({ message }) => message)
  return [...said, ...(imports.length === 0 ? [] : [`brings ${imports.join(', ')}`])].join('; ')
}

function kernelImagesLine({ kernelImages = [] }: PhasePlan): string[] {
  if (kernelImages.length === 0) return []
  return [`Before them it loads the kernel and what that imports: ${visible(kernelImages.join(', '))}.`]
}

/** `Boot Bus Extender (4)`: with its place in ServiceGroupOrder, where it has one. */
function groupText({ group, groupPosition }: Step): string {
  if (group === undefined) return ''
  return groupPosition === undefined ? visible(group) : `${visible(group)} (${groupPosition + 1})`
}

function guaranteePaint(guarantee: Guarantee, palette: Palette): Palette['good'] {
  return guarantee === 'documented' ? palette.good : guarantee === 'release' ? palette.warning : palette.muted
}

function paragraph(text: string, room: number | undefined): string[] {
  return room === undefined ? [text] : wrap(text, Math.max(20, room))
}

function summaryLine(services: Services, plan: Plan): string {
  const parts = plan.phases.map(({ phase, steps }) => `${steps.length} ${phase}`)
  const steps = plan.phases.flatMap((phase) => marked(phase.steps))
  const firm = steps.filter(({ guarantee }) => guarantee === 'documented').length
  const promised =
    steps.length === 0
      ? ''
      : `; Microsoft documents ${firm} of ${count(steps.length, 'place')} relative to the line above`
  return `${services.windows.title}: ${parts.join(', ')}${promised}`
}
