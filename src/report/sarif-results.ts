import type { Finding } from '../diagnostics/index.ts'
import { visible } from './escape.ts'
import { placedMessage } from './lint-message.ts'
import type { LintTool, SuppressedFinding } from './lint-report.ts'
import { pointedPlace } from './place.ts'
import { sarifLocation } from './sarif-location.ts'
import { sarifLevels } from './sarif-rules.ts'

/** Related places of one result; of more, GitHub shows the first hundred alone. */
const mostRelated = 100

/** Makes results, one after the other in their order: equal findings of one file are told apart by their number. */
export class SarifResults {
  private readonly tool: LintTool
  private readonly ruleIndex: ReadonlyMap<string, number>
  /** Whether results say that they are suppressed or not: all of a run do, or none. */
  private readonly hasSuppressed: boolean
  private readonly seen: Map<string, number> = new Map()

  constructor(tool: LintTool, ruleIndex: ReadonlyMap<string, number>, hasSuppressed: boolean) {
    this.tool = tool
    this.ruleIndex = ruleIndex
    this.hasSuppressed = hasSuppressed
  }

  result(finding: Finding, suppressed?: SuppressedFinding): object {
    const { folder } = this.tool
    const place = pointedPlace(finding)
    const { ruleId, service, help } = finding
    // A place that is shown instead of the finding's own is told by its message there, not by the finding's.
    const related = [
      ...(place === finding.at ? [] : [{ at: finding.at, message: 'where it shows' }]),
      ...finding.related.filter(({ at }) => at !== place),
    ]
    const leftOut = related.length - mostRelated
    return {
      ruleId,
      ruleIndex: this.ruleIndex.get(ruleId) ?? -1,
      level: sarifLevels[finding.severity],
      message: { text: this.messageText(finding) },
      locations: [sarifLocation(place, folder)],
      ...(related.length === 0
        ? {}
        : {
            relatedLocations: related
              .slice(0, mostRelated)
              .map(({ at, message }, index) =>
                sarifLocation(at, folder, { id: index + 1, message: { text: inertLinks(visible(message)) } }),
              ),
          }),
      partialFingerprints: this.fingerprints(finding, place.line !== undefined, place.file),
      ...(this.hasSuppressed ? { suppressions: suppressed ? [suppression(suppressed)] : [] } : {}),
      properties: {
        ...(service === undefined ? {} : { service: visible(service) }),
        ...(help === undefined ? {} : { help: visible(help) }),
        ...(leftOut > 0 ? { relatedLeftOut: leftOut } : {}),
      },
    }
  }

  /** The first sentence is what is shown where there is little room; advice follows. */
  private messageText(finding: Finding): string {
    const help = finding.help === undefined ? '' : `\n${visible(finding.help)}`
    return inertLinks(`${placedMessage(finding)}.${help}`)
  }

  /**
   * GitHub's upload action makes `primaryLocationLineHash` itself from lines, and complains of one that is not its own;
   * it has none for places without a line.
   */
  private fingerprints(finding: Finding, hasLine: boolean, file: string): object {
    const fingerprint = this.tool.fingerprint(finding)
    const key = `${fingerprint} ${file}`
    const number = (this.seen.get(key) ?? 0) + 1
    this.seen.set(key, number)
    const value = `${fingerprint}:${number}`
    return { 'svcsim/v1': value, ...(hasLine ? {} : { primaryLocationLineHash: value }) }
  }
}

function suppression({ by, reason }: SuppressedFinding): object {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason === undefined ? {} : { justification: visible(reason) }),
    properties: { by },
  }
}

/** In SARIF's messages, `[text](place)` is a link: brackets that would make one are escaped. */
export function inertLinks(text: string): string {
  return text.includes('](') ? text.replace(/[[\]]/g, '\\$&') : text
}
