/** Where reading an input says what is to be known of it, besides what it gives. */
export interface Notes {
  /** Something to know that is no answer. */
  note(text: string): void
  /** What went wrong; not silenced by --quiet. */
  problem(text: string): void
  /** Whether details were asked for. */
  readonly isVerbose: boolean
}

/** One thing that was said. */
export interface Note {
  readonly text: string
  readonly isProblem: boolean
}

/** Keeps what is said until its turn has come, as inputs may be read in any order. */
export class KeptNotes implements Notes {
  readonly isVerbose: boolean
  private kept: Note[] = []

  constructor({ verbose = false }: { readonly verbose?: boolean }) {
    this.isVerbose = verbose
  }

  note(text: string): void {
    this.kept.push({ text, isProblem: false })
  }

  problem(text: string): void {
    this.kept.push({ text, isProblem: true })
  }

  /** What was said since this was last asked for. */
  take(): Note[] {
    const taken = this.kept
    this.kept = []
    return taken
  }
}

/** Says what was kept. */
export function say(notes: readonly Note[], to: Notes): void {
  for (const { text, isProblem } of notes)
    if (isProblem) to.problem(text)
    else to.note(text)
}
