// Builds dist: the bundles, and the declarations of the public API.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleOptions } from './bundle.js'
import { pagesAddress } from './pages-address.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

rmSync(join(root, 'dist'), { recursive: true, force: true })
await build(bundleOptions({ root, outdir: 'dist', version, pages: pagesAddress({ version, repository }) }))
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' })
