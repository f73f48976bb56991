import type { Finding } from '../diagnostics/index.ts'
import { visible } from './escape.ts'
import { placeText } from './place.ts'

/**
 * The message of a finding, safe to print, for formats whose places are lines: the place itself stands behind it where
 * it is none, as in a hive or a profile.
 */
export function placedMessage({ message, at }: Finding): string {
  return at.line === undefined ? `${visible(message)} (${placeText(at)})` : visible(message)
}

/** {@link placedMessage}, then the advice and the related places, each safe to print and on a line of its own. */
export function messageLines(finding: Finding): string[] {
  return [
    placedMessage(finding),
    ...(finding.help === undefined ? [] : [visible(finding.help)]),
    ...finding.related.map(({ at, message }) => `see ${placeText(at)}: ${visible(message)}`),
  ]
}
