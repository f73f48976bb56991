import type { Fixture } from './fixture.ts'
import { malformedFixtures } from './malformed.ts'
import { malformedReadme, soundReadme } from './readme.ts'
import { soundFixtures } from './sound.ts'

export { replayedSystem } from './dirty.ts'
export type { Fixture, MalformedFixture } from './fixture.ts'
export { malformedFixtures } from './malformed.ts'
export { soundFixtures } from './sound.ts'

/** Every generated file by its path below `fixtures`. */
export function generatedFiles(): Map<string, Uint8Array> {
  const [sound, malformed] = [soundFixtures(), malformedFixtures()]
  const readme = (file: string, text: string): Fixture => ({ file, about: '', bytes: Buffer.from(text) })
  return new Map([
    ...inFolder('hive', [...sound, readme('README.md', soundReadme(sound))]),
    ...inFolder('malformed', [...malformed, readme('README.md', malformedReadme(malformed))]),
  ])
}

function inFolder(folder: string, fixtures: readonly Fixture[]): [path: string, bytes: Uint8Array][] {
  return fixtures.map(({ file, bytes }) => [`${folder}/${file}`, bytes])
}
