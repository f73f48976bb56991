import type { Services } from '../services/index.ts'
import { jsonText } from './escape.ts'
import { jsonFileTime } from './file-time.ts'
import { jsonInput } from './input.ts'
import { jsonLocation } from './place.ts'
import type { Relation, ShownService } from './show.ts'

export function showJson(services: Services, shown: readonly ShownService[]): string {
  return jsonText({ schemaVersion: 1, ...jsonInput(services), services: shown.map(jsonService) })
}

function jsonService(shown: ShownService): object {
  const { service, order, control } = shown
  return {
    name: service.name,
    kind: service.kind,
    effectiveStart: shown.start.start ?? null,
    ...jsonFileTime(service.key.lastWritten),
    location: jsonLocation(service.at),
    subkeys: shown.subkeys.map(({ name, lastWritten, at }) => ({
      name,
      ...jsonFileTime(lastWritten),
      location: jsonLocation(at),
    })),
    values: shown.values.map(({ name, registryType, value, meaning, defaulted, defect, at }) => ({
      name,
      registryType,
      value,
      meaning,
      defaulted,
      defect,
      location: at ? jsonLocation(at) : null,
    })),
    order: order
      ? { phase: order.phase, position: order.position, of: order.of, reason: order.reason }
      : null,
    noPlace: shown.noPlace ?? null,
    dependsOn: shown.dependsOn.map(jsonRelation),
    dependents: shown.dependents.map(jsonRelation),
    control: { controls: control.controls, registryPath: control.registryPath, notes: control.notes },
    frontEndOf: shown.frontEndOf,
    frontEnds: shown.frontEnds,
  }
}

function jsonRelation({ name, group, state, at }: Relation): object {
  return { name, group, state, location: jsonLocation(at) }
}
