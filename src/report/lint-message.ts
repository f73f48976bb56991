import type { Finding } from '../diagnostics/index.ts'
import { visible } from './escape.ts'
import { placeText } from './place.ts'
import { unreadInput } from './unread-inputs.ts'

/**
 * The message of a finding, safe to print, for formats whose places are lines: the place itself stands behind it where
 * it is none, as in a hive or a profile.
 */
export function placedMessage({ ruleId, message, at }: Finding): string {
  // Why a file could not be read names the file.
  const isPlaced = at.line !== undefined || ruleId === unreadInput
  return isPlaced ? visible(message) : `${visible(message)} (${placeText(at)})`
}

/** `SVC301 dependency-missing` */
export function ruleTitle({ ruleId, ruleName }: Finding): string {
  return ruleName === '' ? ruleId : `${ruleId} ${ruleName}`
}

/** {@link placedMessage}, then the advice and the related places, each safe to print and on a line of its own. */
export function messageLines(finding: Finding): string[] {
  return [
    placedMessage(finding),
    ...(finding.help === undefined ? [] : [visible(finding.help)]),
    ...finding.related.map(({ at, message }) => `see ${placeText(at)}: ${visible(message)}`),
  ]
}
