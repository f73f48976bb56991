import type { Service, Services } from '../index.ts'
import { hasNoControlSet } from '../report/input.ts'
import { UsageError } from './exit.ts'
import { suggestion } from './suggestion.ts'

/**
 * The service that a command line names, without case.
 * @throws UsageError with the nearest name where there is none
 */
export function serviceNamed(services: Services, name: string): Service {
  const service = services.get(name)
  if (service) return service
  const where = services.inputs.at(-1)?.file ?? 'the input'
  const near = suggestion(
    name,
    services.all.map((other) => other.name),
  )
  const none = hasNoControlSet(services) ? ', which holds no control set' : ''
  throw new UsageError(`there is no service "${name}" in ${where}${none}${near}`)
}
