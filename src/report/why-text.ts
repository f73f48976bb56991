import type {
  Certainty,
  Explanation,
  Guarantee,
  Phase,
  PlacedService,
  Sentence,
  Topic,
} from '../planner/index.ts'
import { visible } from './escape.ts'
import { colourless, type Paint, type Palette } from './palette.ts'
import { wrap } from './wrap.ts'

export interface WhyTextOptions {
  readonly palette?: Palette
  readonly columns?: number | undefined
}

/** Wider lines are hard to read, whatever the terminal. */
const widest = 80
const narrowest = 28

/** An explanation for people: what is so, why, what would change it and what depends on it; then the sources. */
export function whyText(explanation: Explanation, options: WhyTextOptions = {}): string {
  const palette = options.palette ?? colourless
  const width = Math.max(narrowest, Math.min(options.columns ?? widest, widest))
  const { sections, whatWouldChange, atStake } = explanation
  const blocks = [
    ...sections.map(({ topic, sentences }) => ({ title: topicTitles[topic], sentences })),
    { title: 'What would change it', sentences: whatWouldChange },
    { title: 'At stake', sentences: atStake },
  ].filter(({ sentences }) => sentences.length > 0)
  const sources = [
    ...new Set(blocks.flatMap(({ sentences }) => sentences).flatMap((sentence) => sentence.sources)),
  ]
  const texts = [
    headingText(explanation, width, palette),
    ...blocks.map(({ title, sentences }) => {
      const lines = sentences.flatMap((sentence) => sentenceLines(sentence, sources, width, palette))
      return [palette.heading(title), ...lines].map((line) => `${line}\n`).join('')
    }),
    sourcesText(sources, width, palette),
  ]
  return texts.filter((text) => text !== '').join('\n')
}

const topicTitles: Readonly<Record<Topic, string>> = {
  answer: 'Why',
  phase: 'Phase',
  place: 'Place in the phase',
  ties: 'What else was looked at',
  dependencies: 'Dependencies',
  neighbours: 'Neighbours',
  evidence: 'How far that is known',
}

const guaranteeTitles: Readonly<Record<Guarantee, string>> = {
  documented: 'Guaranteed: Microsoft documents it.',
  release: 'Not guaranteed: this release of Windows does it so, no document promises it.',
  open: "Open: no source settles it, the order shown is svcsim's choice.",
}

/** Where a source tells what the order depends on. */
const openTitles: ReadonlyMap<string, string> = new Map([
  ['measured-boot', 'Open: it depends on whether the machine measures its boot.'],
  ['may-load-earlier', 'Open: it depends on what images import.'],
  ['dependency-loop', 'Neither is started, so the places shown say nothing.'],
])

const phaseTitles: Readonly<Record<Phase, string>> = {
  boot: 'boot phase',
  system: 'system phase',
  auto: 'auto-start phase',
  delayed: 'delayed auto-start phase',
}

function headingText(explanation: Explanation, width: number, palette: Palette): string {
  const { services, relation, guarantee, code } = explanation
  const title = wrap(titleOf(explanation), width).map((line) => palette.heading(line))
  const places = services
    .slice(0, relation === 'same' ? 1 : undefined)
    .map((placed) => (services.length > 1 ? `${visible(placed.service.name)}: ${placeOf(placed)}` : ''))
    .filter((line) => line !== '')
    .flatMap((line) => wrap(line, width))
    .map((line) => palette.muted(line))
  const mark =
    relation === undefined || guarantee === undefined
      ? []
      : wrap(openTitles.get(code) ?? guaranteeTitles[guarantee], width).map((line) =>
          guaranteePaint(guarantee, palette)(line),
        )
  return [...title, ...places, ...mark].map((line) => `${line}\n`).join('')
}

function titleOf({ services, relation }: Explanation): string {
  const [first, second] = services
  if (first === undefined) return ''
  const name = visible(first.service.name)
  if (second === undefined || relation === undefined) return `${name}: ${placeOf(first)}`
  const other = visible(second.service.name)
  switch (relation) {
    case 'after':
      return `${name} comes after ${other}`
    case 'before':
      return `${name} does not come after ${other}, but before it`
    case 'same':
      return `${name}: one service, named twice`
    case 'unknown':
      return `${name} after ${other}: not known`
  }
}

function placeOf({ place }: PlacedService): string {
  if (place === undefined) return 'no place in the order'
  return `${place.position} of ${place.of} in the ${phaseTitles[place.phase]}`
}

function guaranteePaint(guarantee: Guarantee, palette: Palette): Paint {
  return guarantee === 'documented' ? palette.good : guarantee === 'release' ? palette.warning : palette.muted
}

const certaintyWords: Readonly<Record<Certainty, string>> = {
  read: 'in the input',
  documented: 'documented',
  measured: 'measured',
  inference: 'inference',
  definition: "svcsim's definition",
  unknown: 'not known',
}

const bullet = '  - '

/** The sentence, then how it is known and the numbers of its sources, muted: wrapped as one paragraph. */
function sentenceLines(
  { text, certainty, sources }: Sentence,
  all: readonly string[],
  width: number,
  palette: Palette,
): string[] {
  const numbers = sources.map((source) => all.indexOf(source) + 1)
  const basis = `[${certaintyWords[certainty]}${numbers.length === 0 ? '' : ` ${numbers.join(', ')}`}]`
  // Kept in one piece by blanks that wrapping does not know.
  const lines = wrap(`${visible(text)} ${basis.replaceAll(' ', noBreak)}`, width - bullet.length)
  const last = lines.pop() ?? ''
  const end = last.slice(0, Math.max(0, last.length - basis.length))
  return [...lines, `${end}${palette.muted(basis)}`].map(
    (line, index) => `${index === 0 ? bullet : ' '.repeat(bullet.length)}${line}`,
  )
}

const noBreak = '\u00a0'

function sourcesText(sources: readonly string[], width: number, palette: Palette): string {
  if (sources.length === 0) return ''
  const indent = String(sources.length).length + 4
  const lines = sources.flatMap((source, index) =>
    wrap(visible(source), width - indent).map((line, at) => {
      const number = at === 0 ? String(index + 1) : ''
      return palette.muted(`${number.padStart(indent - 2)}  ${line}`)
    }),
  )
  return [palette.heading('Sources'), ...lines].map((line) => `${line}\n`).join('')
}
