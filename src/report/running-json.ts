import type { ControlSimulation, KernelCall, Remark, RunningStep, StatusCode } from '../planner/index.ts'
import type { Services } from '../services/index.ts'
import { jsonText } from './escape.ts'
import { jsonInput } from './input.ts'

/** What a start or a stop would do. A code of null: the input does not tell which of the others it is. */
export function runningJson(services: Services, simulation: ControlSimulation): string {
  const { action, name, service, written, call, steps, kernel, unknown, notes } = simulation
  const subject = service ?? written
  return jsonText({
    schemaVersion: 1,
    ...jsonInput(services),
    service: name,
    kind: subject?.kind ?? null,
    action,
    status: { ...jsonStatus(call.status), reason: call.reason },
    otherStatuses: call.others.map(({ status, when }) => ({ ...jsonStatus(status), when })),
    steps: steps.map(jsonStep),
    kernelCall: kernel ? jsonKernelCall(kernel) : null,
    unknown: unknown.map(jsonRemark),
    notes: notes.map(jsonRemark),
  })
}

/** Of many names the message has a few, the list all. */
function jsonRemark({ code, message, brief = message, names = [] }: Remark): object {
  return { code, message: brief, names }
}

function jsonStatus(status: StatusCode | undefined): object {
  return {
    code: status?.code ?? null,
    name: status?.name ?? null,
    message: status?.message ?? null,
  }
}

function jsonStep({ position, name, service, state, action, reason, status, event }: RunningStep): object {
  return {
    position,
    service: name,
    kind: service?.kind ?? null,
    state,
    action,
    reason,
    status: status ? jsonStatus(status) : null,
    event: event ?? null,
  }
}

function jsonKernelCall(call: KernelCall): object {
  return {
    routine: call.routine,
    registryPath: call.registryPath,
    image: call.image ?? null,
    imageDefaulted: call.imageDefaulted,
    objectName: call.objectName ?? null,
    returns: call.returns.map(({ status, when, source }) => ({ ...jsonStatus(status), when, source })),
    notes: call.notes.map(jsonRemark),
  }
}
