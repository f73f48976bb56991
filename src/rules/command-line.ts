/** The program that an ImagePath of a Win32 service names. */
export interface Program {
  /** Without quotes, as written: variables are not expanded. */
  readonly path: string
  readonly quoted: boolean
}

/** What begins an argument and no further part of a path that has blanks: a switch, a quote, a path or a variable. */
const argument = /^(?:[-/].|["%]|[a-z]:[\\/]|\\\\)/i
const executable = /\.exe$/i

/**
 * Tells the program from its arguments. Unquoted, it ends with the first `.exe` before a blank; where there is none,
 * with the last backslashed part before what looks like an argument. Windows itself tries every blank in turn
 * (CreateProcessW), which no registry can answer.
 */
export function readProgram(commandLine: string): Program {
  const text = commandLine.trim()
  if (text.startsWith('"')) {
    const end = text.indexOf('"', 1)
    return { path: text.slice(1, end === -1 ? undefined : end), quoted: true }
  }
  let end = 0
  for (const { 0: part, index } of text.matchAll(/[^ \t]+/g)) {
    if (index > 0 && argument.test(part)) break
    if (index === 0 || part.includes('\\') || executable.test(part)) end = index + part.length
    if (executable.test(part)) break
  }
  return { path: text.slice(0, end), quoted: false }
}
