import type { Diagnostic } from '../diagnostics/index.ts'
import type { Services } from '../services/index.ts'
import type { Report } from './rule.ts'

/**
 * A check that passes on what the readers of the inputs noticed for one rule, in their words and severity, but for
 * what is `seen` otherwise by the light of all inputs.
 */
export function reportDiagnostics(
  ruleId: Diagnostic['ruleId'],
  isMeant: (diagnostic: Diagnostic, services: Services) => boolean = () => true,
  seen: (diagnostic: Diagnostic, services: Services) => Diagnostic = (diagnostic) => diagnostic,
): (services: Services, report: Report<{ code: string }>) => void {
  return (services, report) => {
    for (const input of services.inputs)
      for (const diagnostic of input.diagnostics) {
        if (diagnostic.ruleId !== ruleId || !isMeant(diagnostic, services)) continue
        const { at, code, data, related = [] } = diagnostic
        const service = serviceOf(services, at.keyPath)
        const words = seen(diagnostic, services)
        report(
          at,
          { ...data, code },
          { diagnostic: words, related, ...(service === undefined ? {} : { service }) },
        )
      }
  }
}

/** The service that a key path is about: the one whose key it is, or lies below. */
export function serviceOf(services: Services, keyPath: string | undefined): string | undefined {
  const names = keyPath?.split('\\') ?? []
  const at = names.findIndex(
    (name, index) => controlSet.test(name) && names[index + 1]?.toLowerCase() === 'services',
  )
  return at === -1 ? undefined : services.get(names[at + 2] ?? '')?.name
}

const controlSet = /^(?:CurrentControlSet|ControlSet\d+)$/i
