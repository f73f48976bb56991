import { baseBlock, hiveBin, logFileTypes, minorVersions } from './layout.ts'
import type { HiveReporter } from './reporter.ts'
import type { HiveView } from './view.ts'

/** What the base block of a hive says. */
export interface BaseBlock {
  readonly primarySequence: number
  readonly secondarySequence: number
  readonly lastWritten: bigint
  readonly majorVersion: number
  readonly minorVersion: number
  readonly fileType: number
  readonly rootCell: number
  readonly binsSize: number
  readonly fileName: string
  /** Bytes of a sector of the disk that it was written for. */
  readonly sector: number
  readonly checksum: { readonly stored: number; readonly computed: number }
}

/** Undefined for a file that is too short to have one, or that does not begin with one. */
export function readBaseBlock(view: HiveView): BaseBlock | undefined {
  if (!view.has(0, baseBlock.checkedSize) || view.latin1(0, 4) !== baseBlock.signature) return undefined
  const [fileName = ''] = view.utf16(baseBlock.fileName, baseBlock.fileNameSize).split('\0')
  const factor = view.number(0, baseBlock.clusteringFactor)
  return {
    primarySequence: view.number(0, baseBlock.primarySequence),
    secondarySequence: view.number(0, baseBlock.secondarySequence),
    lastWritten: view.time(0, baseBlock.lastWritten),
    majorVersion: view.number(0, baseBlock.majorVersion),
    minorVersion: view.number(0, baseBlock.minorVersion),
    fileType: view.number(0, baseBlock.fileType),
    rootCell: view.number(0, baseBlock.rootCell),
    binsSize: view.number(0, baseBlock.binsSize),
    fileName,
    sector: baseBlock.checkedSize * (factor >= 1 && factor <= baseBlock.largestClusteringFactor ? factor : 1),
    checksum: { stored: view.number(0, baseBlock.checksum), computed: checksumOf(view) },
  }
}

export function isLog(base: BaseBlock): boolean {
  return logFileTypes.has(base.fileType)
}

/** Whether the block is as it was written. */
export function isSound({ checksum }: BaseBlock): boolean {
  return checksum.stored === checksum.computed
}

/** Whether a write was under way: the hive's logs may hold what it lacks. */
export function isDirty(base: BaseBlock): boolean {
  return base.primarySequence !== base.secondarySequence || !isSound(base)
}

/** Reports what is wrong with the base block itself. */
export function checkBaseBlock(base: BaseBlock, view: HiveView, reporter: HiveReporter): void {
  const { checksum, majorVersion, minorVersion, binsSize } = base
  if (checksum.stored !== checksum.computed)
    reporter.report('base-checksum', undefined, baseBlock.checksum.at, 4, { ...checksum })
  if (majorVersion !== 1 || !minorVersions.has(minorVersion))
    reporter.report('base-version', undefined, baseBlock.majorVersion.at, 8, {
      version: `${majorVersion}.${minorVersion}`,
    })
  if (binsSize % hiveBin.unit !== 0)
    reporter.report('bins-size', undefined, baseBlock.binsSize.at, 4, { stored: binsSize })
  const expected = baseBlock.size + binsSize
  if (view.size < expected)
    reporter.report('truncated', undefined, baseBlock.binsSize.at, 4, { expected, actual: view.size })
}

/** XOR of all dwords before the checksum; 0 and 0xffffffff, which mean something else, are moved to their neighbours. */
export function checksumOf(view: HiveView): number {
  let sum = 0
  for (let at = 0; at < baseBlock.checksum.at; at += 4) sum ^= view.dword(at)
  sum >>>= 0
  return sum === 0 ? 1 : sum === 0xffffffff ? 0xfffffffe : sum
}
