import type { Located } from '../diagnostics/index.ts'
import { type BootClass, bootClass, type Services, valueTypes } from '../services/index.ts'

/** One name in UpperFilters or LowerFilters of a device class. */
export interface NamedFilter {
  readonly filter: Located<string>
  readonly valueName: 'UpperFilters' | 'LowerFilters'
  /** `DiskDrive`; the GUID where the class has no name. */
  readonly className: string
  readonly classGuid: string
  /** Where the boot volume needs devices of the class. */
  readonly boot: BootClass | undefined
}

/** Every filter that a device class names. A value of a wrong type is no list of filters to Plug and Play (SVC106). */
export function* namedFilters(services: Services): Generator<NamedFilter> {
  for (const { classGuid, className, valueName, type, filters } of services.classFilters) {
    if (type !== valueTypes.REG_MULTI_SZ) continue
    const boot = bootClass(classGuid)
    const name = className ?? boot?.name ?? classGuid
    for (const filter of filters) yield { filter, valueName, className: name, classGuid, boot }
  }
}
