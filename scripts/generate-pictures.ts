/** Rewrites what the console blocks of README.md show from what svcsim prints (`npx tsx scripts/generate-pictures.ts`). */
import { readFileSync, writeFileSync } from 'node:fs'
import { argumentsOf, blocksOf, Stage, sessionOf } from './readme-sessions.ts'

const path = new URL('../README.md', import.meta.url)
let readme = readFileSync(path, 'utf8')
// What the build puts in; no picture shows it.
Object.assign(globalThis, { SVCSIM_VERSION: '0.0.0' })

const blocks = blocksOf(readme)
const stage = new Stage(blocks)
for (const { language, text } of blocks) {
  if (language !== 'console') continue
  const { command, shown, whole, withNotes } = sessionOf(text)
  const { out } = await stage.run(argumentsOf(command), withNotes)
  const lines = out.split('\n').slice(0, shown.split('\n').length - 1)
  const picture = whole ? out : `${lines.join('\n')}\n…\n`
  readme = readme.replace(text, () => `$ ${command}\n${picture}`)
}
stage.close()
writeFileSync(path, readme)
