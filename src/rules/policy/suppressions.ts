import type { Finding, Located, Place } from '../../diagnostics/index.ts'
import { type ServicesInput, type Suppression, upcase } from '../../services/index.ts'
import type { Rule } from '../rule.ts'

/** How a suppression is spelled. */
export const directive = 'svcsim-ignore'

/** One rule that a comment names. */
export interface SuppressedRule {
  readonly comment: Suppression
  readonly rule: Located<string>
}

/** Finds the id of a rule by its id or name, without case. */
export function ruleIds(
  rules: readonly Pick<Rule, 'id' | 'name'>[],
): (idOrName: string) => string | undefined {
  const ids = new Map(rules.flatMap(({ id, name }) => [name, id.toLowerCase()].map((known) => [known, id])))
  return (idOrName) => ids.get(idOrName.toLowerCase())
}

/** The suppressions of all inputs, to be asked for each finding. */
export class SuppressionIndex {
  private readonly files: Map<string, Map<string, RuleSuppressions>> = new Map()
  private readonly given: Set<string> = new Set()

  constructor(inputs: readonly ServicesInput[], idOf: (idOrName: string) => string | undefined) {
    for (const { file, role, suppressions = [] } of inputs) {
      if (role === 'input') this.given.add(file)
      for (const comment of suppressions) {
        if (comment.directive !== directive) continue
        for (const rule of comment.rules) {
          const id = idOf(rule.value)
          if (id !== undefined) this.of(file, id).add({ comment, rule })
        }
      }
    }
  }

  /**
   * The suppression that a finding falls under; of several the one that is about the least. A finding that stands in
   * a base, where nobody can write a comment, falls under those at its related places in the input as well.
   */
  match({ ruleId, at, related }: Finding): SuppressedRule | undefined {
    const own = this.at(at, ruleId)
    if (own || this.given.has(at.file)) return own
    for (const other of related) {
      const found = this.given.has(other.at.file) ? this.at(other.at, ruleId) : undefined
      if (found) return found
    }
    return undefined
  }

  private at(place: Place, ruleId: string): SuppressedRule | undefined {
    return this.files.get(place.file)?.get(ruleId)?.at(place)
  }

  private of(file: string, ruleId: string): RuleSuppressions {
    const rules = this.files.get(file) ?? new Map<string, RuleSuppressions>()
    const found = rules.get(ruleId) ?? new RuleSuppressions()
    this.files.set(file, rules.set(ruleId, found))
    return found
  }
}

/** The suppressions of one rule in one file. Of two that are about the same, the first one counts. */
class RuleSuppressions {
  private readonly values: LineRanges = new LineRanges()
  private readonly blocks: LineRanges = new LineRanges()
  private readonly keys: Map<string, SuppressedRule> = new Map()
  /** Lengths of the paths in {@link keys}: only the beginnings of a path that are as long are looked up. */
  private readonly lengths: Set<number> = new Set()
  private file: SuppressedRule | undefined

  add(one: SuppressedRule): void {
    const { target } = one.comment
    switch (target.kind) {
      case 'file':
        this.file ??= one
        return
      case 'value':
        this.values.add(target.fromLine, target.toLine, one)
        return
      case 'key': {
        this.blocks.add(target.fromLine, target.toLine, one)
        if (target.keyPath === undefined) return
        const path = upcase(target.keyPath)
        if (!this.keys.has(path)) this.keys.set(path, one)
        this.lengths.add(path.length)
      }
    }
  }

  at({ line, keyPath }: Place): SuppressedRule | undefined {
    const byLine = line === undefined ? undefined : (this.values.at(line) ?? this.blocks.at(line))
    return byLine ?? (keyPath === undefined ? undefined : this.above(keyPath)) ?? this.file
  }

  /** That of the nearest key at or above a path. */
  private above(keyPath: string): SuppressedRule | undefined {
    if (this.keys.size === 0) return undefined
    const path = upcase(keyPath)
    for (let end = path.length; end > 0; end = path.lastIndexOf('\\', end - 1)) {
      const found = this.lengths.has(end) ? this.keys.get(path.slice(0, end)) : undefined
      if (found) return found
    }
    return undefined
  }
}

/** Ranges of lines that do not overlap, added from the top down. */
class LineRanges {
  private readonly from: number[] = []
  private readonly to: number[] = []
  private readonly items: SuppressedRule[] = []

  add(from: number, to: number, item: SuppressedRule): void {
    if (this.from.at(-1) === from) return
    this.from.push(from)
    this.to.push(to)
    this.items.push(item)
  }

  at(line: number): SuppressedRule | undefined {
    let low = 0
    let high = this.from.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.from[middle] as number) <= line) low = middle + 1
      else high = middle
    }
    const index = low - 1
    return index >= 0 && line <= (this.to[index] as number) ? this.items[index] : undefined
  }
}
