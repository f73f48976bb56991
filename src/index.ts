/**
 * svcsim as a library: bytes to a registry, a registry to services, services to findings or a plan. No function here
 * writes to the console, reads the environment or ends the process.
 */
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
