import { upcase } from '../registry/index.ts'

/** The image file that a path or command line names. */
export interface ImageFile {
  /** Last component with extension, original spelling. */
  readonly file: string
  /** Without extension, upper-cased. */
  readonly name: string
}

/**
 * The path in an ImagePath. That of a driver is all of the value; that of a service is a command line: up to the closing
 * quote, up to the first `.exe` before a blank, else up to the first blank.
 */
export function programPath(imagePath: string, commandLine: boolean): string {
  return (commandLine ? programOf(imagePath.trim()) : imagePath.trim().replaceAll('"', '')).trim()
}

/** The image file of an ImagePath. */
export function imageFileOf(imagePath: string, commandLine: boolean): ImageFile | undefined {
  const path = programPath(imagePath, commandLine)
  const file = path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1)
  if (file === '') return undefined
  const dot = file.lastIndexOf('.')
  return { file, name: upcase(dot > 0 ? file.slice(0, dot) : file) }
}

function programOf(commandLine: string): string {
  if (commandLine.startsWith('"')) {
    const end = commandLine.indexOf('"', 1)
    return commandLine.slice(1, end === -1 ? undefined : end)
  }
  const exe = /\.exe(?=\s|$)/i.exec(commandLine)
  if (exe) return commandLine.slice(0, exe.index + exe[0].length)
  const blank = commandLine.search(/\s/)
  return blank === -1 ? commandLine : commandLine.slice(0, blank)
}

/** The default ImagePath of a driver: KB 103000, and what the loader and the kernel use. */
export function defaultDriverImage(name: string): string {
  return `System32\\Drivers\\${name}.sys`
}

/** The default ImagePath of a service: KB 103000. */
export function defaultServiceImage(name: string): string {
  return `System32\\${name}.exe`
}
