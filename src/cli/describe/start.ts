import { type Service, type Services, startName, startThatCounts } from '../../index.ts'
import type { StartOf } from '../../report/terms.ts'

/** The start types that count on the machine and the release that the services are of. */
export function startOf(services: Services): StartOf {
  return (service: Service) => {
    const { start, startOverride } = startThatCounts(services, service)
    const isOther = startOverride !== undefined && startOverride.value !== service.start?.value
    return { start, overridden: isOther ? startName(startOverride.value) : undefined }
  }
}
