export type * from './boot-log.ts'
export { type ReadBootLogOptions, readBootLog } from './read.ts'
