export { codePages } from './code-pages.ts'
export { type Encoding, UnitReader } from './decode.ts'
export { LineScanner } from './lines.ts'
export { type ParseOptions, RegParser } from './parse.ts'
export { type ReadRegOptions, type RegRegistry, readReg } from './read.ts'
export type { ParseSink, Reading } from './sink.ts'
export { type ByteSource, bytesSource } from './source.ts'
export { type LineKind, lineKind } from './tokens.ts'
export {
  type RegLoss,
  type RegLossKind,
  type RegPart,
  type RegStyle,
  type WriteRegOptions,
  writeReg,
} from './write.ts'
export type { RegEncoding } from './write-text.ts'
