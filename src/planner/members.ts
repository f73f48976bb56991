import type { Located } from '../diagnostics/index.ts'
import {
  defaultDriverImage,
  imageFileOf,
  type Service,
  type Services,
  upcase,
  valueTypes,
} from '../services/index.ts'
import { bootFileSystemDriver } from './boot-file-system.ts'
import type { Entry } from './entry.ts'
import type { ListedGroups } from './groups.ts'
import { isMeasuredBootImage, measuredBootFlag } from './measured-boot.ts'
import type { KernelAlgorithm, KernelPhase } from './plan.ts'
import { effectiveStart, isMalformed } from './start-override.ts'

/** A service in a phase, as the sorting steps see it. */
export interface Member extends Entry {
  readonly service: Service
  /** Group in original spelling; undefined for none and for an empty one. */
  readonly groupName: string | undefined
  /** Whether the group has a vector of which only the count is known (KB 115486 shows such an excerpt). */
  readonly vectorUnknown: boolean
  /** Start as used. */
  readonly start: number | undefined
  readonly startOverride: Located<number> | undefined
  /** Why it is in the boot phase though its start type is another, or besides that. */
  readonly because?: 'boot-file-system' | 'measured-boot'
}

export interface MemberOptions {
  readonly algorithm: KernelAlgorithm
  readonly groups: ListedGroups | undefined
  /** `HardwareConfig\LastId` where StartOverride is to be applied. */
  readonly configuration: number | undefined
  readonly bootFileSystem: string | null
  readonly measuredBoot: boolean
}

const startOf: Readonly<Record<KernelPhase, number>> = { boot: 0, system: 1 }
const disabled = 4

/**
 * The loader's raw list of a phase: every service of that start type, each put in front of those before it, so in
 * reverse name order. Type is not looked at. Services that the classic loader cannot read are not added.
 */
export function rawList(services: Services, phase: KernelPhase, options: MemberOptions): Member[] {
  const list: Member[] = []
  const measured =
    phase === 'boot' && options.measuredBoot && options.algorithm === 'modern' && options.groups !== undefined
  const add = (service: Service, because?: Member['because']): void => {
    if (isRejected(service, options.algorithm)) return
    const member = readMember(services, service, options)
    list.push(because === undefined ? member : { ...member, because })
  }
  for (const service of services.all) {
    const { start } = effectiveStart(service, options.configuration)
    if (start === startOf[phase]) add(service)
    else if (measured && isMeasured(service, start)) add(service, 'measured-boot')
  }
  const fileSystem = phase === 'boot' ? bootFileSystemDriver(services, options.bootFileSystem) : undefined
  if (fileSystem !== undefined) add(fileSystem, 'boot-file-system')
  return list.reverse()
}

/** TPM is demand start and carries the flag. */
function isMeasured(service: Service, start: number | undefined): boolean {
  const flags = service.bootFlags?.value ?? 0
  return isMeasuredBootImage(loaderImage(service)) && (flags & measuredBootFlag) !== 0 && start !== disabled
}

/**
 * The classic loader leaves out a driver whose Group is no REG_SZ, or whose ImagePath is there but empty or no
 * REG_SZ or REG_EXPAND_SZ. No such thing is known of the modern one.
 */
export function isRejected(service: Service, algorithm: KernelAlgorithm): boolean {
  if (algorithm === 'modern') return false
  const { group, imagePath } = service
  const groupRead = group ? group.type === valueTypes.REG_SZ : !isMalformed(service, 'Group')
  const imageRead = imagePath
    ? imagePath.value !== '' &&
      (imagePath.type === valueTypes.REG_SZ || imagePath.type === valueTypes.REG_EXPAND_SZ)
    : !isMalformed(service, 'ImagePath')
  return !groupRead || !imageRead
}

/** A service as the sorting steps of an algorithm see it. */
export function readMember(
  services: Services,
  service: Service,
  options: Pick<MemberOptions, 'algorithm' | 'groups' | 'configuration'>,
): Member {
  const groupName = readGroup(service)
  const group = groupName === undefined ? undefined : upcase(groupName)
  const listed = group ? options.groups?.get(group) : undefined
  const vector = groupName ? services.vector(groupName) : undefined
  const tagRead = !isMalformed(service, 'Tag')
  const tag = tagRead ? service.tag?.value : undefined
  return {
    service,
    id: service.id,
    group,
    groupName: groupName || undefined,
    groupPosition: listed?.position,
    groupMentions: listed?.mentions ?? 0,
    // To the classic loader a tag of a wrong type is one that no vector holds, to the modern one it is none.
    tagged: tag !== undefined || (options.algorithm === 'classic' && !tagRead),
    tag,
    tagPosition: tag === undefined ? undefined : vector?.position(tag),
    hasVector: vector !== undefined,
    vectorUnknown: vector?.tags === null,
    image: loaderImage(service),
    ...effectiveStart(service, options.configuration),
  }
}

/** The loader does not look at Type: an adapter, or a key without one, has an image to it. */
function loaderImage({ name, imagePath, effective }: Service): string | undefined {
  return effective.imageName ?? imageFileOf(imagePath?.value || defaultDriverImage(name), false)?.name
}

/** Group as text; the empty string for an empty one, undefined where there is none or none that can be read. */
export function readGroup(service: Service): string | undefined {
  const { group } = service
  if (group === undefined) return undefined
  return group.type === valueTypes.REG_SZ || group.type === valueTypes.REG_EXPAND_SZ ? group.value : undefined
}
