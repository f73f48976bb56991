import type { Service, Services } from '../services/index.ts'

/** Whether an entry of a fragment has no Type, so that it may change a driver or a service that exists. */
export function isKindUnknown({ holds }: Services, { key }: Service): boolean {
  return holds.fragment && key.value('Type') === undefined
}
