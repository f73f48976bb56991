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
  throw new UsageError(unknownName(name, services))
}

/**
 * That no service has a name, and which may be meant: people know services by the names that Windows displays, commands
 * take the key name. `others`: further models to look in, such as that of a base.
 */
export function unknownName(name: string, services: Services, ...others: readonly Services[]): string {
  const where = services.inputs.at(-1)?.file ?? 'the input'
  const none = hasNoControlSet(services) ? ', which holds no control set' : ''
  const models = [services, ...others]
  const displayed = models.map((model) => byDisplayName(model, name)).find((found) => found !== undefined)
  const near = displayed
    ? `; that is what ${displayed.name} is called on screen: give its key name, "${displayed.name}"`
    : suggestion(
        name,
        models.flatMap(({ all }) => all.map((other) => other.name)),
      )
  return `there is no service "${name}" in ${where}${none}${near}`
}

function byDisplayName({ all }: Services, name: string): Service | undefined {
  const wanted = name.toLowerCase()
  return all.find(({ displayName }) => displayName?.value.toLowerCase() === wanted)
}
