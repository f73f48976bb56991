import { simulateStart } from '../../index.ts'
import { answerControlCall, type ControlCallOptions } from '../control-call.ts'
import type { CommandContext } from './context.ts'

export interface StartCommandOptions extends ControlCallOptions {}

export function startCommand(
  input: string,
  service: string,
  options: StartCommandOptions,
  context: CommandContext,
): Promise<number> {
  return answerControlCall(input, service, simulateStart, options, context)
}
