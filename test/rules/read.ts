import { readFileSync } from 'node:fs'
import { detectFormat } from '../../src/formats/detect.ts'
import { readHive } from '../../src/formats/hive/index.ts'
import { readReg } from '../../src/formats/reg/index.ts'
import { type Example, type LintResult, lint, type Rule } from '../../src/rules/index.ts'
import {
  parseRelease,
  readProfile,
  readServices,
  type Services,
  servicesAndDevicesSelection,
} from '../../src/services/index.ts'
import { encodeExample } from './render-example.ts'

export interface ReadOptions {
  readonly file: string
  readonly windows?: string
  /** Bundled profile to lay the input over. */
  readonly base?: string
}

/** Reads .reg text or a hive as the commands do. */
export async function readBytes(bytes: Uint8Array, { file, windows, base }: ReadOptions): Promise<Services> {
  const registry =
    detectFormat(bytes).kind === 'hive'
      ? readHive(bytes, { file, selection: servicesAndDevicesSelection })
      : readReg(bytes, { file, selection: servicesAndDevicesSelection, keepEdits: base !== undefined })
  const release = windows === undefined ? undefined : parseRelease(windows)
  const profile = base === undefined ? undefined : await readProfile(base)
  return readServices(registry, {
    ...(release === undefined ? {} : { windows: release }),
    ...(profile === undefined ? {} : { base: profile }),
  })
}

/** Lints .reg text or a hive by the given rules or all. */
export async function lintReg(
  bytes: Uint8Array,
  { rules, ...options }: ReadOptions & { readonly rules?: readonly Rule[] },
): Promise<LintResult> {
  return lint(await readBytes(bytes, options), rules === undefined ? {} : { rules })
}

/** Lints an example by one rule. */
export function lintExample(example: Example, rule: Rule): Promise<LintResult> {
  const bytes = example.hive ? readFixture(example.hive.fixture) : encodeExample(example)
  return lintReg(bytes, {
    file: 'example.reg',
    windows: example.windows ?? '10',
    rules: [rule],
  })
}

/** A file below `fixtures`, in memory that may be changed. */
export function readFixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../fixtures/${path}`, import.meta.url)))
}
