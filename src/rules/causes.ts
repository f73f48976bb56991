import { type Place, quote, type RelatedPlace } from '../diagnostics/index.ts'
import { type Services, upcase } from '../services/index.ts'

/** Keys below Control whose edits bear on findings about order, classes and devices, and what they hold. */
const controlKeys: ReadonlyMap<string, string> = new Map([
  ['SERVICEGROUPORDER', 'the group list'],
  ['GROUPORDERLIST', 'the tag vectors'],
  ['CLASS', 'the device classes'],
  ['CRITICALDEVICEDATABASE', 'the critical devices'],
])

/** Edits of the input that a finding points at, where it is not known which of them brought it about. */
const mostCauses = 3

/** What a finding says, for {@link Causes}. */
interface Told {
  readonly at: Place
  readonly related: readonly RelatedPlace[]
  /** Names of services that it is about, among other data. */
  readonly names: readonly unknown[]
}

/**
 * A finding that does not stand in what the input says points at the edits that may have brought it about: those of the
 * services that it names; else those of the group list, the tag vectors and other lists; else those of any service, one
 * of which may have left the group that the finding is about.
 */
export class Causes {
  private readonly services: Services
  private readonly given: ReadonlySet<string>
  private readonly hasBase: boolean
  private others: readonly RelatedPlace[] | undefined

  constructor(services: Services) {
    this.services = services
    this.given = new Set(services.inputs.flatMap(({ file, role }) => (role === 'input' ? [file] : [])))
    this.hasBase = this.given.size < services.inputs.length
  }

  of({ at, related, names }: Told): readonly RelatedPlace[] {
    if (!this.hasBase || this.isSaid(at) || related.some((other) => this.isSaid(other.at))) return []
    const own = names.flatMap((name) => {
      const touch = typeof name === 'string' ? this.services.touched.get(upcase(name)) : undefined
      return touch ? [{ at: touch.at, message: `${quote(String(name))} is ${touch.value} here` }] : []
    })
    if (own.length > 0) return own
    this.others ??= this.ofAnyFinding()
    return this.others
  }

  private isSaid(place: Place): boolean {
    return this.given.has(place.file) && (place.line !== undefined || place.offset !== undefined)
  }

  private ofAnyFinding(): RelatedPlace[] {
    const { services } = this
    // One edit takes all of them with Control.
    const lists = new Map<Place, { readonly value: string; readonly words: string[] }>()
    for (const [name, words] of controlKeys) {
      const touch = services.touchedControl.get(name)
      const known = touch && lists.get(touch.at)
      if (known) known.words.push(words)
      else if (touch) lists.set(touch.at, { value: touch.value, words: [words] })
    }
    const causes: RelatedPlace[] = []
    for (const [at, { value, words }] of lists)
      causes.push({ at, message: `${words.join(', ')}: ${value} here` })
    if (causes.length > 0) return causes
    for (const [id, touch] of services.touched) {
      if (causes.length === mostCauses) break
      causes.push({ at: touch.at, message: `${quote(services.get(id)?.name ?? id)} is ${touch.value} here` })
    }
    return causes
  }
}
