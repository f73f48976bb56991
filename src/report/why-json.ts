import type { Explanation, PlacedService, Sentence } from '../planner/index.ts'
import type { Services } from '../services/index.ts'
import { jsonText } from './escape.ts'
import { jsonInput } from './input.ts'
import { jsonLocation } from './place.ts'

/**
 * An explanation with every sentence and how it is known. `phase` and `position` are of the service that was asked for;
 * `relation` is null where it was compared with none.
 */
export function whyJson(services: Services, explanation: Explanation): string {
  const [asked] = explanation.services
  return jsonText({
    schemaVersion: 1,
    ...jsonInput(services),
    services: explanation.services.map(jsonService),
    phase: asked?.place?.phase ?? null,
    position: asked?.place?.position ?? null,
    relation: explanation.relation ?? null,
    guarantee: explanation.guarantee ?? null,
    code: explanation.code,
    sentences: explanation.sections.flatMap(({ topic, sentences }) =>
      sentences.map((sentence) => ({ topic, ...jsonSentence(sentence) })),
    ),
    whatWouldChange: explanation.whatWouldChange.map(jsonSentence),
    atStake: explanation.atStake.map(jsonSentence),
  })
}

function jsonService({ service, place }: PlacedService): object {
  return {
    name: service.name,
    kind: service.kind,
    phase: place?.phase ?? null,
    position: place?.position ?? null,
    of: place?.of ?? null,
    location: jsonLocation(service.at),
  }
}

function jsonSentence({ code, text, sources, certainty, names }: Sentence): object {
  return { code, text, source: sources.length === 0 ? null : sources.join('; '), certainty, names }
}
