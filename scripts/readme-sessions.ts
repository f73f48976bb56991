import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '../src/cli/host.ts'
import { main } from '../src/cli/main.ts'

/** A fenced block of the README. */
export interface Block {
  readonly language: string
  /** The word after the language: the name of the file that the block holds. */
  readonly name: string
  readonly text: string
}

export function blocksOf(readme: string): Block[] {
  return [...readme.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map((match) => ({
    language: match[1] ?? '',
    name: match[2] ?? '',
    text: match[3] ?? '',
  }))
}

/** What a console block shows: a command, and its output or the first lines of it. */
export interface Session {
  readonly command: string
  readonly shown: string
  /** False where the last line is `…`. */
  readonly whole: boolean
  /** Where the first line is a note, standard error is shown too. */
  readonly withNotes: boolean
}

export function sessionOf(text: string): Session {
  const [first = '', ...lines] = text.split('\n')
  const shown = lines.join('\n')
  const whole = !shown.endsWith('…\n')
  return {
    command: first.replace(/^\$ /, ''),
    shown: whole ? shown : shown.slice(0, -'…\n'.length),
    whole,
    withNotes: shown.startsWith('svcsim: '),
  }
}

/** The arguments of `npx svcsim …`; the README needs no quoting. */
export function argumentsOf(command: string): string[] {
  if (!/^npx svcsim [\w@./ -]+$/.test(command)) throw new Error(`not a plain svcsim command: ${command}`)
  return command.split(' ').slice(2)
}

/** The hive of the README, with its transaction logs. */
const hive = join(import.meta.dirname, '../fixtures/hive/dirty-entries')

/** Lays the named blocks and the hive out as files in a folder, and runs commands there as on a terminal. */
export class Stage {
  readonly folder: string
  private readonly before: string

  constructor(blocks: readonly Block[]) {
    this.folder = mkdtempSync(join(tmpdir(), 'svcsim-readme-'))
    this.before = process.cwd()
    cpSync(hive, this.folder, { recursive: true })
    for (const { name, text } of blocks) if (name !== '') writeFileSync(join(this.folder, name), text)
    process.chdir(this.folder)
  }

  async run(argv: readonly string[], withNotes = false): Promise<{ code: number; out: string }> {
    let out = ''
    const show = (text: string | Uint8Array) => {
      out += text
    }
    const host: Host = {
      argv,
      stdin: { read: () => 0 },
      stdout: { write: show, isTTY: true, columns: 100 },
      stderr: { write: withNotes ? show : () => true },
      env: { NO_COLOR: '1' },
      platform: 'linux',
      cwd: this.folder,
    }
    return { code: await main(host), out: out.replace(/ +$/gm, '') }
  }

  close(): void {
    process.chdir(this.before)
    rmSync(this.folder, { recursive: true })
  }
}
