import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type RegRegistry, readReg } from '../../src/formats/reg/index.ts'
import {
  type ReadServicesOptions,
  readServices,
  type Service,
  type Services,
  servicesSelection,
} from '../../src/services/index.ts'

const header = 'Windows Registry Editor Version 5.00\r\n\r\n'

/** Reads lines of .reg text without their header. */
export function reg(lines: string, file = 'test.reg'): RegRegistry {
  const text =
    header +
    lines
      .trim()
      .split('\n')
      .map((line) => line.trim())
      .join('\r\n')
  return readReg(new TextEncoder().encode(text), { file, selection: servicesSelection, keepEdits: true })
}

/** The Services model of lines of .reg text. */
export function services(lines: string, options: ReadServicesOptions = {}): Promise<Services> {
  return readServices(reg(lines), options)
}

/** The one service that a few values make. */
export async function service(values: string, name = 'x'): Promise<Service> {
  const model = await services(
    `[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\${name}]\n${values}`,
  )
  const found = model.get(name)
  if (!found) throw new Error(`no service ${name}`)
  return found
}

/** Bytes as a hex list: UTF-16LE text with its NULs written out. */
export function hex(text: string): string {
  return [...Buffer.from(text, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0')).join(',')
}

/** A REG_MULTI_SZ. */
export function multi(...elements: readonly string[]): string {
  return `hex(7):${hex(`${[...elements, ''].join('\0')}\0`)}`
}

/** DWORDs as REG_BINARY. */
export function dwords(...numbers: readonly number[]): string {
  const bytes = new Uint8Array(new Uint32Array(numbers).buffer)
  return `hex:${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}`
}

/** Where the corpus of real exports lies; tests on it are skipped where it is not given. */
export const corpus: string | undefined = process.env['SVCSIM_CORPUS']

const read = new Map<string, RegRegistry>()

/** An export of the corpus, read once. */
export function corpusExport(name: string): RegRegistry {
  let registry = read.get(name)
  if (!registry) {
    const bytes = gunzipSync(readFileSync(join(corpus ?? '', 'exports', `${name}.reg.gz`)))
    registry = readReg(bytes, { file: `${name}.reg`, selection: servicesSelection })
    read.set(name, registry)
  }
  return registry
}
