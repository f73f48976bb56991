// `pack.js before` and `pack.js after`, around `npm pack`: the tarball holds what was built, so its package.json goes
// without the script that builds in a clone. npm would ask whoever installs the tarball for leave to run it.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'package.json')
const first = '"scripts": {\n'
const prepare = '    "prepare": "node scripts/prepare.js",\n'

const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
const without = text.replace(prepare, '')
const written = process.argv[2] === 'before' ? without : without.replace(first, first + prepare)
if (written !== text) writeFileSync(file, written)
