import { Chalk } from 'chalk'
import type { Palette } from '../report/palette.ts'

/** The sixteen colours that every terminal has: the reader's own theme decides what they look like. */
export function chalkPalette(): Palette {
  const chalk = new Chalk({ level: 1 })
  return {
    error: chalk.red,
    warning: chalk.yellow,
    info: chalk.cyan,
    good: chalk.green,
    heading: chalk.bold,
    name: chalk.bold,
    muted: chalk.dim,
  }
}
