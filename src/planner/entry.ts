/** What the sorting steps know of a driver. They are pure functions on arrays of these, for any kind of bearer. */
export interface Entry {
  /** Upper-cased name. */
  readonly id: string
  /** Upper-cased group name; undefined without Group, the empty string for an empty one. */
  readonly group: string | undefined
  /** 0-based position of the group's first mention in ServiceGroupOrder; undefined when it is not listed. */
  readonly groupPosition: number | undefined
  /** How often ServiceGroupOrder mentions the group. */
  readonly groupMentions: number
  /** Whether the algorithm sees a Tag at all; `tag` is undefined all the same when it is no number. */
  readonly tagged: boolean
  readonly tag: number | undefined
  /** 1-based position of the tag's first occurrence in the group's vector; undefined when it is not there. */
  readonly tagPosition: number | undefined
  /** Whether GroupOrderList has a vector for the group. */
  readonly hasVector: boolean
  /** Base name of the image file, upper-cased, without extension. */
  readonly image: string | undefined
}

/** Whether the group stands in ServiceGroupOrder. */
export function isListed(entry: Entry): boolean {
  return entry.groupPosition !== undefined
}
