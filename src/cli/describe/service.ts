import { type Plan, type RegistryKey, type Service, type Services, whyNoPlace } from '../../index.ts'
import type { ShownKey, ShownOrder, ShownService } from '../../report/show.ts'
import { controlOf } from './control.ts'
import { dependenciesOf, dependentsOf, frontEndOf, frontEndsOf } from './relations.ts'
import { startOf } from './start.ts'
import { describeValues } from './values.ts'

/** Everything that `show` says about one service. */
export function describeService(services: Services, plan: Plan, service: Service): ShownService {
  const dependents = dependentsOf(services, service)
  const order = orderOf(plan, service)
  return {
    service,
    start: startOf(services)(service),
    values: describeValues(services, service),
    subkeys: keysBelow(service.key, ''),
    order,
    noPlace: order ? undefined : whyNoPlace(services, service),
    dependsOn: dependenciesOf(services, service),
    dependents,
    control: controlOf(service, order, dependents),
    frontEndOf: frontEndOf(services, service),
    frontEnds: frontEndsOf(services, service),
  }
}

function orderOf(plan: Plan, service: Service): ShownOrder | undefined {
  for (const { phase, steps } of plan.phases) {
    const step = steps.find((other) => other.service === service)
    if (step) return { phase, position: step.position, of: steps.length, reason: step.reason }
  }
  return undefined
}

function keysBelow(key: RegistryKey, path: string): ShownKey[] {
  return key.keys.flatMap((below) => {
    const name = `${path}${below.name}`
    return [{ name, lastWritten: below.lastWritten, at: below.at }, ...keysBelow(below, `${name}\\`)]
  })
}
