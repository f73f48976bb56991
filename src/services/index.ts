// Planner and rules see services, not the registry: what they need to speak of it.
export {
  type Suppression,
  type SuppressionTarget,
  sameName,
  textDefectMessages,
  upcase,
  valueTypeName,
  valueTypes,
} from '../registry/index.ts'
export { type ControlSetRequest, parseControlSet } from './control-set.ts'
export { type CriticalDevice, controllersById, type StorageDevice } from './devices.ts'
export { defaultDriverImage, defaultServiceImage, type ImageFile, imageFileOf, programPath } from './image.ts'
export { type LastKnownGood, readLastKnownGood } from './last-known-good.ts'
export { controlSetNumber, isControlSetName, splitAtControlSet } from './locate.ts'
export type { EditedRegistry, Touch } from './overlay.ts'
export { profileNames, profileRegistry, readProfile } from './profile.ts'
export type * from './profile-facts.ts'
export { serviceTypes } from './read-service.ts'
export { type ReadServicesOptions, readServices } from './read-services.ts'
export type * from './release.ts'
export {
  type SelectionOptions,
  selectionOfControlSet,
  selectionOfControlSets,
  servicesAndDevicesSelection,
  servicesSelection,
} from './selection.ts'
export type * from './service.ts'
export type * from './services.ts'
export { type BootClass, bootClass } from './tables/boot-classes.ts'
export { errorControlName } from './tables/error-controls.ts'
export { isReadBy } from './tables/first-releases.ts'
export { acceptedReleaseNames, parseRelease, releaseTitle } from './tables/releases.ts'
export { legalTypes, serviceTypeName } from './tables/service-types.ts'
export { startName, startNames, startTypeName } from './tables/start-types.ts'
export { isUnlistedByWindows } from './tables/unlisted-groups.ts'
