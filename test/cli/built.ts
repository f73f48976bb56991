import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'
// @ts-expect-error: plain JavaScript, as the build runs it
import { bundleOptions } from '../../scripts/bundle.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The program as it is built for these tests alone, so that no other build gets in the way. Returns its folder, where
 * it is before the first test and no more after the last.
 */
export function builtProgram(version: string): string {
  const folder = join(root, 'node_modules', '.cache', `svcsim-test-${process.pid}-${version}`)
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true })
    const options = bundleOptions({ root, outdir: join(folder, 'dist'), version }) as BuildOptions
    await build({ ...options, logLevel: 'silent' })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
