export type { LogFile } from './log-file.ts'
export { type HiveRegistry, type ReadHiveOptions, readHive } from './read.ts'
export { type HiveTree, openHive } from './tree.ts'
