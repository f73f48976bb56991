import type { Rule } from './rule.ts'
import { regSyntax } from './svc001.ts'
import { regEncoding } from './svc002.ts'
import { duplicateValue } from './svc003.ts'
import { outsideControlSet } from './svc004.ts'
import { hiveDamaged } from './svc010.ts'
import { hiveDirty } from './svc011.ts'
import { controlSet } from './svc020.ts'
import { unusedSuppression } from './svc030.ts'
import { suppressionInvalid } from './svc031.ts'
import { partialService } from './svc101.ts'
import { typeInvalid } from './svc102.ts'
import { startInvalid } from './svc103.ts'
import { errorControlInvalid } from './svc104.ts'
import { win32BootStart } from './svc105.ts'
import { valueType } from './svc106.ts'
import { serviceName } from './svc107.ts'
import { adapterIgnored } from './svc108.ts'
import { imagePathMissing } from './svc109.ts'
import { imagePathForm } from './svc110.ts'
import { imagePathUnquoted } from './svc111.ts'
import { imagePathKind } from './svc112.ts'
import { objectName } from './svc113.ts'
import { delayedStart } from './svc114.ts'
import { displayNameClash } from './svc115.ts'
import { failureActions } from './svc116.ts'
import { performanceKey } from './svc117.ts'
import { unknownPrivilege } from './svc118.ts'
import { deletedService } from './svc119.ts'
import { groupOrderMissing } from './svc201.ts'
import { groupOrderDuplicate } from './svc202.ts'
import { tagVectorMalformed } from './svc203.ts'
import { tagVectorDuplicate } from './svc204.ts'
import { groupNotOrdered } from './svc205.ts'
import { tagNotInVector } from './svc206.ts'
import { tagWithoutVector } from './svc207.ts'
import { tagWithoutGroup } from './svc208.ts'
import { tagDuplicate } from './svc209.ts'
import { tagIgnored } from './svc210.ts'
import { groupEmptyString } from './svc211.ts'
import { groupCase } from './svc212.ts'
import { dependencyMissing } from './svc301.ts'
import { dependencyCycle } from './svc302.ts'
import { dependencySelf } from './svc303.ts'
import { dependencyDisabled } from './svc304.ts'
import { dependencyLater } from './svc305.ts'
import { dependencyLaterGroup } from './svc306.ts'
import { groupDependencyUnsatisfiable } from './svc307.ts'
import { dependencyMode } from './svc308.ts'
import { dependencyGroupPrefix } from './svc309.ts'
import { dependencyDuplicate } from './svc310.ts'
import { dependencyDelayed } from './svc311.ts'
import { criticalErrorControl } from './svc401.ts'
import { earlyLaunch } from './svc402.ts'
import { minifilterAltitude } from './svc403.ts'
import { minifilterIncomplete } from './svc404.ts'
import { classFilterMissing } from './svc405.ts'
import { classFilterDisabled } from './svc406.ts'
import { bootClassFilterStart } from './svc407.ts'
import { startOverride } from './svc408.ts'
import { safeModeAbsent } from './svc409.ts'
import { bootStorage } from './svc410.ts'
import { criticalDeviceMissing } from './svc411.ts'
import { performanceAsValues } from './svc412.ts'

/** Every rule, in order of id. */
export const rules: readonly Rule[] = [
  regSyntax,
  regEncoding,
  duplicateValue,
  outsideControlSet,
  hiveDamaged,
  hiveDirty,
  controlSet,
  unusedSuppression,
  suppressionInvalid,
  partialService,
  typeInvalid,
  startInvalid,
  errorControlInvalid,
  win32BootStart,
  valueType,
  serviceName,
  adapterIgnored,
  imagePathMissing,
  imagePathForm,
  imagePathUnquoted,
  imagePathKind,
  objectName,
  delayedStart,
  displayNameClash,
  failureActions,
  performanceKey,
  unknownPrivilege,
  deletedService,
  groupOrderMissing,
  groupOrderDuplicate,
  tagVectorMalformed,
  tagVectorDuplicate,
  groupNotOrdered,
  tagNotInVector,
  tagWithoutVector,
  tagWithoutGroup,
  tagDuplicate,
  tagIgnored,
  groupEmptyString,
  groupCase,
  dependencyMissing,
  dependencyCycle,
  dependencySelf,
  dependencyDisabled,
  dependencyLater,
  dependencyLaterGroup,
  groupDependencyUnsatisfiable,
  dependencyMode,
  dependencyGroupPrefix,
  dependencyDuplicate,
  dependencyDelayed,
  criticalErrorControl,
  earlyLaunch,
  minifilterAltitude,
  minifilterIncomplete,
  classFilterMissing,
  classFilterDisabled,
  bootClassFilterStart,
  startOverride,
  safeModeAbsent,
  bootStorage,
  criticalDeviceMissing,
  performanceAsValues,
]

/** The rule of that id or name, without case. */
export function findRule(idOrName: string): Rule | undefined {
  const wanted = idOrName.toLowerCase()
  return rules.find(({ id, name }) => id.toLowerCase() === wanted || name === wanted)
}
