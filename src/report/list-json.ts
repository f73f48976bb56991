import type { Service, Services } from '../services/index.ts'
import { jsonText } from './escape.ts'
import { jsonFileTime } from './file-time.ts'
import { jsonInput } from './input.ts'
import { jsonLocation } from './place.ts'
import type { StartOf } from './terms.ts'

/**
 * Services with their values as stored; null where the input holds none. Defaults are what `show` is for. `effectiveStart`
 * is the start type that counts: another than `start` where a StartOverride gives it.
 */
export function listJson(services: Services, chosen: readonly Service[], startOf: StartOf): string {
  return jsonText({
    schemaVersion: 1,
    ...jsonInput(services),
    services: chosen.map((service) => jsonService(service, startOf(service).start)),
  })
}

function jsonService(service: Service, effectiveStart: number | undefined): object {
  return {
    name: service.name,
    kind: service.kind,
    type: service.type?.value ?? null,
    start: service.start?.value ?? null,
    effectiveStart: effectiveStart ?? null,
    errorControl: service.errorControl?.value ?? null,
    group: service.group?.value ?? null,
    tag: service.tag?.value ?? null,
    dependOnService: service.dependOnService.map(({ value }) => value),
    dependOnGroup: service.dependOnGroup.map(({ value }) => value),
    imagePath: service.imagePath?.value ?? null,
    serviceDll: service.parameters?.serviceDll?.value ?? null,
    displayName: service.displayName?.value ?? null,
    objectName: service.objectName?.value ?? null,
    delayedAutostart: service.delayedAutostart?.value ?? null,
    triggers: service.triggers,
    startOverride: service.startOverride.map(({ configuration, value }) => ({ configuration, start: value })),
    ...jsonFileTime(service.key.lastWritten),
    location: jsonLocation(service.at),
  }
}
