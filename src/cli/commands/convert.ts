import {
  count,
  type RegEncoding,
  type RegLoss,
  type RegLossKind,
  type RegStyle,
  valueTypes,
  writeReg,
} from '../../index.ts'
import { visible } from '../../report/escape.ts'
import { replayLines } from '../../report/hive.ts'
import { lossLines } from '../../report/input.ts'
import { placeText } from '../../report/place.ts'
import type { ConfigOptions } from '../config.ts'
import { UsageError } from '../exit.ts'
import type { Output, OutputOptions } from '../output.ts'
import { openTree, type TreeInput, type TreeOptions } from '../tree-input.ts'
import type { CommandContext } from './context.ts'

/** Of the configuration nothing is used: what it says of the base or the release is for commands that judge. */
export interface ConvertOptions extends OutputOptions, TreeOptions, ConfigOptions {
  readonly to: 'reg' | 'json'
  readonly style?: RegStyle
  readonly encoding?: 'utf-16le' | 'utf-8'
}

export async function convertCommand(
  name: string,
  options: ConvertOptions,
  { host, out }: CommandContext,
): Promise<number> {
  refuseContradictions(options)
  const tree = await openTree(name, options, host, out)
  for (const line of replayLines(tree)) out.note(line)
  const losses = new Losses()
  await out.answerParts(options.to === 'json' ? await jsonParts(tree) : regParts(tree, options, losses, out))
  for (const line of remarks(tree, options)) out.note(line)
  for (const line of losses.lines(tree.file)) out.problem(line)
  return 0
}

function refuseContradictions({ to, style, encoding }: ConvertOptions): void {
  const [given] = [style && '--style', encoding && '--encoding'].filter((option) => option !== undefined)
  if (to === 'json' && given !== undefined) throw new UsageError(`${given} is for --to reg; JSON is UTF-8`)
  if (style === 'regedit4' && encoding !== undefined)
    throw new UsageError(
      `--encoding ${encoding} is for --style regedit: REGEDIT4 is ANSI text, code page 1252`,
    )
}

async function jsonParts(tree: TreeInput): Promise<Iterable<string>> {
  const { treeJson } = await import('../../report/tree-json.ts')
  const { part, deletedKeys } = tree
  return treeJson(tree, part, {
    typeName: (type) => typeNames.get(type),
    deletedKeys: deletedKeys.map(({ path }) => path),
  })
}

const typeNames: ReadonlyMap<number, string> = new Map(
  Object.entries(valueTypes).map(([name, type]) => [type, name]),
)

function regParts(
  { part, isEmpty, deletedKeys }: TreeInput,
  { style = 'regedit', encoding }: ConvertOptions,
  losses: Losses,
  out: Output,
): Iterable<string | Uint8Array> {
  const write = (form: { readonly encoding?: RegEncoding; readonly byteOrderMark?: boolean }) =>
    writeReg(isEmpty ? [] : [part], { style, ...form, deletedKeys, onLoss: (loss) => losses.add(loss) })
  if (!out.isTerminal) return write(encoding === undefined ? {} : { encoding })
  out.note('a terminal is shown the text alone: --output or a redirection gets the file')
  const unicode = encoding ?? 'utf-16le'
  return shown(write({ encoding: unicode, byteOrderMark: false }), unicode)
}

/** Text for a terminal: nothing in it may act on one. */
function* shown(
  chunks: Iterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-8',
): Generator<string, void, undefined> {
  for (const chunk of chunks)
    yield Buffer.from(chunk).toString(encoding).split('\r\n').map(visible).join('\n')
}

function remarks(tree: TreeInput, { servicesOnly }: ConvertOptions): string[] {
  const { file, hive, diagnostics, isEmpty } = tree
  const lines = lossLines({ file, diagnostics, lintOption: '--all-keys', ...(hive && { hive }) })
  if (isEmpty)
    lines.push(`${file}: ${servicesOnly ? 'no services and nothing of their order' : 'no keys'} in it`)
  return lines
}

/** What each loss is called, for one and for several. */
const lossTexts: Readonly<Record<RegLossKind, (number: number) => string>> = {
  'key-left-out': (number) =>
    `${count(number, 'key')} left out, with all below, for a name that .reg text cannot hold`,
  'value-left-out': (number) => `${count(number, 'value')} left out for a name with a line break in it`,
  'deletion-left-out': (number) =>
    `${count(number, 'deletion')} left out: the encoding lacks characters of the name`,
  'name-altered': (number) =>
    `${count(number, 'name')} altered: characters that the encoding lacks are replaced`,
  'data-altered': (number) => `${count(number, 'text')} altered: REGEDIT4 cannot hold all of it`,
}

/** What the text could not hold as it was: counted, with the first place of each kind. */
class Losses {
  private readonly kinds: Map<RegLossKind, { number: number; readonly first: RegLoss }> = new Map()

  add(loss: RegLoss): void {
    const known = this.kinds.get(loss.kind)
    if (known) known.number++
    else this.kinds.set(loss.kind, { number: 1, first: loss })
  }

  lines(file: string): string[] {
    const lines = [...this.kinds].map(
      ([kind, { number, first }]) => `${file}: ${lossTexts[kind](number)} (first: ${placeText(first.at)})`,
    )
    return lines.length === 0 ? [] : [...lines, `${file}: --to json holds every key, value and byte`]
  }
}
