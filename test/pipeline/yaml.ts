/** A step of the project's own pipeline files, which are YAML of a plain form: two blanks a level, `|` for scripts. */
export interface Step {
  readonly id: string | undefined
  readonly condition: string | undefined
  readonly uses: string | undefined
  /** Variables and the expressions that they are set to. */
  readonly env: ReadonlyMap<string, string>
  readonly run: string | undefined
}

/** The steps of a composite action. */
export function stepsOf(action: string): Step[] {
  const [, steps = ''] = action.split('\n  steps:\n')
  return steps
    .split(/^ {4}- /m)
    .slice(1)
    .map((text) => {
      const step = text.replaceAll(/^ {6}/gm, '')
      return {
        id: scalar(step, 'id'),
        condition: scalar(step, 'if'),
        uses: scalar(step, 'uses'),
        env: pairs(block(step, 'env') ?? ''),
        run: script(step, 'run'),
      }
    })
}

/** The text of `key: |`, or what stands behind `key:` in its line. */
export function script(yaml: string, key: string): string | undefined {
  return scalar(yaml, key) === '|' ? block(yaml, key) : scalar(yaml, key)
}

export function scalar(yaml: string, key: string): string | undefined {
  return new RegExp(`^${key}: (.*)$`, 'm').exec(yaml)?.[1]
}

/** The lines below `key:`, moved to the left. */
export function block(yaml: string, key: string): string | undefined {
  const found = new RegExp(`^${key}:(?: \\|)?\n((?:(?: .*)?\n|$)+)`, 'm').exec(`${yaml}\n`)?.[1]
  const indent = /^ +/.exec(found ?? '')?.[0].length ?? 0
  return found?.replaceAll(new RegExp(`^ {${indent}}`, 'gm'), '')
}

/** `key: value` lines, quotes taken off. */
export function pairs(yaml: string): Map<string, string> {
  return new Map(
    [...yaml.matchAll(/^([\w-]+): (.*)$/gm)].map(([, key = '', value = '']) => [
      key,
      value.replace(/^'(.*)'$/, '$1').replace(/^"(.*)"$/, '$1'),
    ]),
  )
}
