import type { Finding, FindingData } from '../diagnostics/index.ts'
import { upcase } from '../services/index.ts'

/**
 * Whether a finding is about one of the services that are asked for. One about no service is kept where it is about the
 * input itself: what is damaged may be any of them.
 */
export function isSelected(finding: Named & Pick<Finding, 'ruleId'>, only: readonly string[]): boolean {
  if (only.length === 0) return true
  if (finding.service === undefined) return finding.ruleId.startsWith('SVC0')
  return servicesOf(finding).some((name) => only.some((glob) => matchesGlob(glob, name)))
}

/** What a finding is about, as far as it is known of one that a file remembers. */
interface Named {
  readonly service?: string | undefined
  readonly data?: FindingData
}

/** The services that a finding is about: one, or all in a loop of dependencies. */
function servicesOf({ service, data }: Named): readonly string[] {
  const services = data?.['services']
  const others = Array.isArray(services) ? services.map(String) : []
  return service === undefined ? others : [service, ...others]
}

/**
 * Matches a service name against a glob without case: `*` is any run of characters, `?` any one. Patterns and names
 * are compared unit by unit and never become a regular expression, so neither a hostile name nor a hostile pattern
 * can take more than their product in time.
 */
export function matchesGlob(glob: string, serviceName: string): boolean {
  const pattern = upcase(glob)
  const name = upcase(serviceName)
  let at = 0
  let star = -1
  let resume = 0
  let index = 0
  while (index < name.length) {
    const wanted = pattern[at]
    if (wanted === '*') {
      star = at++
      resume = index
    } else if (wanted !== undefined && (wanted === '?' || wanted === name[index])) {
      at++
      index++
    } else if (star !== -1) {
      at = star + 1
      index = ++resume
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
