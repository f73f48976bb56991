import type { Services } from '../../services/index.ts'
import type { PlanOptions } from '../order.ts'
import type { Plan } from '../plan.ts'

/** What an explanation goes by: the plan of all phases, and how it was asked for. */
export interface Context {
  readonly services: Services
  readonly plan: Plan
  readonly options: PlanOptions
}
