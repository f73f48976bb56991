import { type Service, startTypeName } from '../../services/index.ts'
import { type DriverSort, driverSort, overrideWords, whyNoPlace } from '../no-place.ts'
import { startThatCounts, storedStart } from '../start-override.ts'
import type { Context } from './context.ts'
import { documented, inference, measured, read, type Sentence } from './sentence.ts'
import { sources } from './sources.ts'

/** Who loads a driver that no phase holds: a clause about "such a driver", with its source. */
const demandSentences: Readonly<Record<DriverSort, (name: string) => Sentence>> = {
  device: (name) =>
    documented(
      'plug-and-play',
      [sources.driverLoadOrder, sources.kb103000],
      'Plug and Play loads such a driver when it finds a device that needs it: once the boot-start drivers are loaded, before the system-start drivers or at any time later. Group, Tag and dependencies do not count then. A driver of no device is loaded when a program or a service asks for it.',
      [name],
    ),
  'file-system': (name) =>
    documented(
      'file-system-recognized',
      [sources.volumeRecognized, sources.fileSystemLoadOrder],
      'A file system driver waits for no device: where its file system has a recognizer (Fs_Rec for those of Windows), that has it loaded when a volume with the file system is mounted; else the Service Control Manager loads it when it is asked to.',
      [name],
    ),
  'file-system-other': (name) =>
    documented(
      'file-system-demand',
      sources.fileSystemLoadOrder,
      'The Service Control Manager loads file system drivers and filters of this start type when a program or a service asks for them; Plug and Play does not.',
      [name],
    ),
}

const bootStart = 0
const systemStart = 1
const demandStart = 3
const disabled = 4

/** Why a service is in no phase, and who would load it. */
export function noPlaceSentences({ services, options }: Context, service: Service): Sentence[] {
  const { name } = service
  const { start, startOverride } = startThatCounts(services, service, options)
  // Who loads what is demand start, or a disabled file system, follows, with its source.
  const saidBelow =
    start === demandStart || (start === disabled && service.kind === 'driver' && isOfFileSystem(service))
  const shown =
    !saidBelow || service.kind === 'container'
      ? whyNoPlace(services, service, options)
      : startOverride === undefined
        ? `it is ${startTypeName(start)}`
        : overrideWords(services, start)
  const why = read('no-place', `${name} is in no phase: ${shown}.`, [name])
  const stored = storedStart(service)
  const sentences = [why]
  if (startOverride !== undefined && (stored === bootStart || stored === systemStart))
    sentences.push(
      measured(
        'start-override',
        sources.ntLoadOrder,
        `Its stored Start is ${stored}; StartOverride counts for this hardware configuration alone (--no-start-override leaves it aside).`,
        [name],
      ),
    )
  if (start === demandStart && service.kind === 'driver') sentences.push(...demandDriver(service))
  if (start === disabled && service.kind === 'driver' && isOfFileSystem(service))
    sentences.push(disabledFileSystem(name))
  if (start === demandStart && service.kind === 'service')
    sentences.push(
      documented(
        'demand-start',
        sources.autoStart,
        'It starts when a program or a trigger asks for it, and with a service that depends on it; nothing that starts by itself does.',
        [name],
      ),
    )
  return sentences
}

function isOfFileSystem(service: Service): boolean {
  return driverSort(service) === 'file-system'
}

function disabledFileSystem(name: string): Sentence {
  return documented(
    'file-system-disabled',
    [sources.fileSystemLoadOrder, sources.volumeRecognized],
    'Neither the boot loader nor Plug and Play nor the Service Control Manager loads it. Windows gives this start type to file systems that a recognizer (Fs_Rec) has loaded when a volume of theirs is mounted: CDFS, FastFat, NTFS and UDFS are among them.',
    [name],
  )
}

function demandDriver(service: Service): Sentence[] {
  const { name, bootFlags } = service
  const flags = bootFlags?.value ?? 0
  return [
    demandSentences[driverSort(service)](name),
    ...(flags === 0
      ? []
      : [
          documented(
            'boot-flags',
            sources.driverLoadOrder,
            `Its BootFlags (0x${flags.toString(16)}) make it a boot-start driver ${bootCase(flags)}.`,
            [name],
          ),
        ]),
  ]
}

/** Source: Specifying Driver Load Order, "Using BootFlags". */
const bootCases: readonly (readonly [number, string])[] = [
  [0x1, 'from the network'],
  [0x2, 'from a virtual disk'],
  [0x4, 'from a USB disk'],
  [0x8, 'from an SD card'],
  [0x10, 'from a disk on USB 3.0'],
  [0x20, 'with measured boot'],
  [0x40, 'with verifier boot'],
  [0x80, 'into Windows PE'],
]

function bootCase(flags: number): string {
  const cases = bootCases.filter(([flag]) => (flags & flag) !== 0).map(([, words]) => words)
  return cases.length === 0 ? 'in cases that are not documented' : `when booting ${cases.join(' or ')}`
}

/** What can be said of the order of two of which one has no place. */
export function orderWithoutPlace(service: Service, other: { name: string; phase: string }): Sentence[] {
  const { name } = service
  if (service.kind !== 'driver' || other.phase !== 'boot') return []
  if (storedStart(service) === disabled && !isOfFileSystem(service)) return []
  if (driverSort(service) !== 'device')
    return [
      inference(
        'loaded-later',
        sources.volumeRecognized,
        `When ${name} is asked for, by a recognizer or by a program, the kernel runs already: it comes after ${other.name}, which the boot loader loads.`,
        [name, other.name],
      ),
    ]
  return [
    documented(
      'plug-and-play',
      sources.driverLoadOrder,
      `If Plug and Play loads ${name}, it comes after ${other.name}: the boot-start drivers are loaded by then.`,
      [name, other.name],
    ),
  ]
}
