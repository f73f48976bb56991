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

/**
 * A finding that does not stand in what the input says points at the edits that may have brought it about: those of the
 * services that it names; else those of the group list, the tag vectors and other lists; else those of any service, one
 * of which may have left the group that the finding is about.
 */
export function causes(
  services: Services,
  at: Place,
  related: readonly RelatedPlace[],
  names: readonly unknown[],
): RelatedPlace[] {
  const given = new Set(services.inputs.flatMap(({ file, role }) => (role === 'input' ? [file] : [])))
  const isSaid = (place: Place): boolean =>
    given.has(place.file) && (place.line !== undefined || place.offset !== undefined)
  if (given.size === services.inputs.length || isSaid(at) || related.some((other) => isSaid(other.at)))
    return []
  const own = names.flatMap((name) => {
    const touch = typeof name === 'string' ? services.touched.get(upcase(name)) : undefined
    return touch ? [{ at: touch.at, message: `${quote(String(name))} is ${touch.value} here` }] : []
  })
  if (own.length > 0) return own
  // One edit takes all of them with Control.
  const lists = new Map<Place, { readonly value: string; readonly words: string[] }>()
  for (const [name, words] of controlKeys) {
    const touch = services.touchedControl.get(name)
    const known = touch && lists.get(touch.at)
    if (known) known.words.push(words)
    else if (touch) lists.set(touch.at, { value: touch.value, words: [words] })
  }
  if (lists.size > 0)
    return [...lists].map(([at, { value, words }]) => ({ at, message: `${words.join(', ')}: ${value} here` }))
  return [...services.touched].slice(0, mostCauses).map(([id, touch]) => ({
    at: touch.at,
    message: `${quote(services.get(id)?.name ?? id)} is ${touch.value} here`,
  }))
}
