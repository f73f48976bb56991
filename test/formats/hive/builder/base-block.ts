import { encodeUtf16 } from '../../../../src/registry/index.ts'
import { baseBlock, baseBlockLength, fileNameLength, fileTypes } from './fields.ts'

export interface BaseBlockFacts {
  readonly minorVersion: number
  readonly sequence: { readonly primary: number; readonly secondary: number }
  readonly lastWritten: bigint
  readonly fileName: string
  readonly rootCell: number
  readonly binsDataSize: number
}

/** Fills the first 4,096 bytes of a file. */
export function writeBaseBlock(file: Buffer, facts: BaseBlockFacts): void {
  file.fill(0, 0, baseBlockLength)
  file.write('regf', baseBlock.signature, 'latin1')
  file.writeUInt32LE(facts.sequence.primary, baseBlock.primarySequence)
  file.writeUInt32LE(facts.sequence.secondary, baseBlock.secondarySequence)
  file.writeBigUInt64LE(facts.lastWritten, baseBlock.lastWritten)
  file.writeUInt32LE(1, baseBlock.majorVersion)
  file.writeUInt32LE(facts.minorVersion, baseBlock.minorVersion)
  file.writeUInt32LE(fileTypes.hive, baseBlock.fileType)
  file.writeUInt32LE(1, baseBlock.fileFormat)
  file.writeUInt32LE(facts.rootCell, baseBlock.rootCell)
  file.writeUInt32LE(facts.binsDataSize, baseBlock.binsDataSize)
  file.writeUInt32LE(1, baseBlock.clusteringFactor)
  // The end of a long path, as Windows keeps it.
  file.set(encodeUtf16(facts.fileName.slice(-fileNameLength / 2)), baseBlock.fileName)
  writeChecksum(file)
}

/** Makes the checksum right again after a change of the base block. */
export function writeChecksum(file: Uint8Array): void {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  view.setUint32(baseBlock.checksum, computeChecksum(file), true)
}

/** The exclusive or of the 127 numbers before it; 0 and 0xffffffff are replaced by the numbers beside them. */
export function computeChecksum(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  let sum = 0
  for (let at = 0; at < baseBlock.checksum; at += 4) sum = (sum ^ view.getUint32(at, true)) >>> 0
  if (sum === 0) return 1
  return sum === 0xffffffff ? 0xfffffffe : sum
}
