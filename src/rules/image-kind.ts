import { imageFileOf, type Service } from '../services/index.ts'
import { readProgram } from './command-line.ts'

/** The image file of a driver that is no driver file, or of a Win32 service that is one; undefined where it fits. */
export function imageOfWrongKind({ kind, imagePath }: Service): string | undefined {
  if (imagePath === undefined) return undefined
  if (kind === 'service') {
    const program = imageFileOf(readProgram(imagePath.value).path, false)?.file
    return program !== undefined && /\.sys$/i.test(program) ? program : undefined
  }
  const whole = imageFileOf(imagePath.value, false)?.file
  if (kind !== 'driver' || whole === undefined || /\.sys$/i.test(whole)) return undefined
  // A program that was entered as a driver may have brought its arguments with it.
  const program = imageFileOf(readProgram(imagePath.value).path, false)?.file
  return [whole, program].find((file) => file !== undefined && /\.(?:exe|dll)$/i.test(file))
}
