import { InputError, UsageError } from './exit.ts'

/** An error as plain data, which a worker thread can hand over. */
export interface Failure {
  readonly kind: 'input' | 'usage' | 'internal'
  readonly message: string
  readonly stack?: string
}

export function failureOf(error: unknown): Failure {
  if (error instanceof InputError) return { kind: 'input', message: error.message }
  if (error instanceof UsageError) return { kind: 'usage', message: error.message }
  if (!(error instanceof Error)) return { kind: 'internal', message: String(error) }
  const { message, stack } = error
  return { kind: 'internal', message, ...(stack === undefined ? {} : { stack }) }
}

/** The error again, to be thrown. */
export function errorOf({ kind, message, stack }: Failure): Error {
  if (kind === 'input') return new InputError(message)
  if (kind === 'usage') return new UsageError(message)
  return Object.assign(new Error(message), stack === undefined ? {} : { stack })
}
