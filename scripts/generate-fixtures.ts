/** Writes the hives below fixtures/hive and fixtures/malformed: `npm run fixtures`. The same bytes every time. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatedFiles } from './hive-fixtures/index.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures')
const files = generatedFiles()
let written = 0
let size = 0
for (const [path, bytes] of files) {
  const file = join(folder, path)
  size += bytes.length
  if (existsSync(file) && readFileSync(file).equals(bytes)) continue
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  written++
}
console.log(`${files.size} files of ${Math.round(size / 1024)} KiB, ${written} of them changed`)
for (const kind of ['hive', 'malformed'])
  for (const entry of readdirSync(join(folder, kind), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/')
    if (!entry.isFile() || files.has(path)) continue
    console.error(`fixtures/${path} is not made here: delete it`)
    process.exitCode = 1
  }
