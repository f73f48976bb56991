import { simulateStop } from '../../index.ts'
import { answerControlCall, type ControlCallOptions } from '../control-call.ts'
import type { CommandContext } from './context.ts'

export interface StopCommandOptions extends ControlCallOptions {}

export function stopCommand(
  input: string,
  service: string,
  options: StopCommandOptions,
  context: CommandContext,
): Promise<number> {
  return answerControlCall(input, service, simulateStop, options, context)
}
