/**
 * svcsim as a library: bytes to a registry, a registry to services, services to findings or a plan. No function here
 * writes to the console, reads the environment or ends the process.
 */
import { detectFormat } from './formats/detect.ts'
import { type HiveRegistry, type ReadHiveOptions, readHive } from './formats/hive/index.ts'
import { type ReadRegOptions, type RegRegistry, readReg } from './formats/reg/index.ts'

export * from './diagnostics/index.ts'
export {
  type BootLog,
  type BootLogEncoding,
  type BootLogEntry,
  type BootLogWords,
  type BootRecord,
  type ReadBootLogOptions,
  readBootLog,
} from './formats/bootlog/index.ts'
export { type DetectedFormat, detectedBytes, detectFormat } from './formats/detect.ts'
export {
  type HiveRegistry,
  type HiveTree,
  type LogFile,
  openHive,
  type ReadHiveOptions,
  readHive,
} from './formats/hive/index.ts'
export {
  type ApiSets,
  type ImageImports,
  isContract,
  isOptionalContract,
  readApiSets,
  readImports,
} from './formats/image/index.ts'
export {
  type ByteSource,
  bytesSource,
  codePages,
  type ReadRegOptions,
  type RegEncoding,
  type RegLoss,
  type RegLossKind,
  type RegPart,
  type RegRegistry,
  type RegStyle,
  readReg,
  type WriteRegOptions,
  writeReg,
} from './formats/reg/index.ts'
export * from './planner/index.ts'
export * from './registry/index.ts'
export * from './rules/index.ts'
export * from './services/index.ts'

/**
 * Reads .reg text or a registry hive, told apart by their content. Never throws for bad bytes: `isReg` of a text, and
 * `unreadable` of a hive, tell that they are none.
 */
export function readRegistry(
  bytes: Uint8Array,
  options: ReadRegOptions & ReadHiveOptions,
): RegRegistry | HiveRegistry {
  return detectFormat(bytes).kind === 'hive' ? readHive(bytes, options) : readReg(bytes, options)
}
