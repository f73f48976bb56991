import type { Command } from 'commander'
import { type CompletionModel, completionModel } from '../completion/model.ts'
import type { Shell } from '../completion/shells.ts'
import { exitCodes } from '../exit.ts'
import type { CommandContext } from './context.ts'

const writers: Readonly<Record<Shell, () => Promise<(model: CompletionModel) => string>>> = {
  bash: async () => (await import('../completion/bash.ts')).bashCompletion,
  zsh: async () => (await import('../completion/zsh.ts')).zshCompletion,
  fish: async () => (await import('../completion/fish.ts')).fishCompletion,
  pwsh: async () => (await import('../completion/powershell.ts')).powershellCompletion,
}

/** Writes a script that is complete in itself: a shell runs no svcsim to complete a line. */
export async function completionCommand(
  shell: Shell,
  program: Command,
  { out }: CommandContext,
): Promise<number> {
  const write = await writers[shell]()
  out.answer(write(completionModel(program)))
  return exitCodes.done
}
