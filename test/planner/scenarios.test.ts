import { describe, expect, it } from 'vitest'
import { names } from './read.ts'
import { readScenario, scenarioNames } from './scenarios.ts'

/**
 * The order of every scenario as the documents, or the sorts of the two loaders taken step by step, have it: classic
 * and modern for drivers, auto and delayed for the controller. One text stands for both loaders. Written by hand, so
 * that no expected.txt can be written anew with a mistake in it.
 */
const orders: readonly (readonly [scenario: string, first: string, second?: string])[] = [
  // KB 103000 and KB 115486.
  ['kb103000-primary-disk', 'Cpqarray Atdisk Floppy Abiosdsk'],
  ['kb115486-no-tags', 'aha154x atdisk SAMPLDRV SCSIDISK', 'aha154x atdisk SCSIDISK SAMPLDRV'],
  ['kb115486-method-1', 'aha154x atdisk SAMPLDRV SCSIDISK'],
  ['kb115486-method-2-tags-1-none', 'aha154x atdisk SAMPLDRV SCSIDISK'],
  ['kb115486-method-2-tags-2-none', 'aha154x atdisk SAMPLDRV SCSIDISK'],
  ['kb115486-method-2-tags-2-1', 'aha154x atdisk SAMPLDRV SCSIDISK'],
  ['kb115486-method-2-tags-1-2', 'aha154x atdisk SCSIDISK SAMPLDRV'],
  ['kb115486-method-2-tags-none-1', 'aha154x atdisk SCSIDISK SAMPLDRV'],
  ['kb115486-method-2-tags-9-1', 'aha154x atdisk SCSIDISK SAMPLDRV'],
  ['kb115486-method-2-tags-9-none', 'aha154x atdisk SAMPLDRV SCSIDISK'],
  ['kb115486-method-2-tags-1-1', 'aha154x atdisk SAMPLDRV SCSIDISK', 'aha154x atdisk SCSIDISK SAMPLDRV'],
  // Tags and vectors.
  ['tag-zero-listed', 'Zero One'],
  ['tag-zero-not-listed', 'One Zero None'],
  ['tag-zero-without-vector', 'Nine Zero', 'Zero Nine'],
  ['tags-without-vector', 'Anna Bart Carl', 'Carl Bart Anna'],
  ['tag-not-in-vector', 'Listed Stray Alone'],
  ['vector-repeats-a-tag', 'Five Six'],
  ['tag-shared', 'C A B', 'A C B'],
  ['vector-count-too-small', 'Two One None'],
  ['vector-count-too-large', 'Two One None'],
  ['tag-of-wrong-type', 'Z X Y', 'Z Y X'],
  ['vector-of-unlisted-group', 'Listed Alpha Beta'],
  [
    'tags-across-groups',
    'Wanarp rdbss Other mrxsmb CSC Dfsc', // Reverse name order, but for CSC and Dfsc.
    'rdbss mrxsmb CSC Wanarp Other Dfsc',
  ],
  // Values of a wrong type.
  ['group-expand-sz', 'Even Rest', 'Odd Even Rest'],
  ['group-multi-sz', 'Even Rest', 'Even Rest Odd'],
  ['image-path-empty', 'Even', 'Odd Even'],
  ['image-path-of-wrong-type', 'Even', 'Odd Even'],
  ['image-path-missing', 'Even Fs_Rec', 'Fs_Rec Even'],
  ['start-of-wrong-type', 'Even'],
  // ServiceGroupOrder.
  ['group-twice-in-list', 'B1 A1 A2'],
  ['list-missing', 'C B A'],
  ['list-of-wrong-type', 'C B A'],
  ['list-without-final-nul', 'D C B A', 'C A B D'],
  ['list-with-empty-strings', 'First Second Empty'],
  ['group-names-differ-in-case', 'Soon Late Later'],
  ['names-compare-upper-cased', 'abc aBd A_C Zeta zetb', 'zetb Zeta A_C aBd abc'],
  ['unlisted-and-groupless-drivers', 'Listed D C B A'],
  ['boot-before-system', 'Late Last, Early'],
  ['dependencies-do-not-count', 'First Last'],
  ['win32-service-with-start-0', 'Driver Service'],
  // StartOverride and the boot file system.
  ['start-override', 'Down Elsewhere', 'Up Elsewhere'],
  ['start-override-other-hardware', 'Down Elsewhere', 'Elsewhere Down'],
  ['start-override-unknown-hardware', 'Down Elsewhere', 'Elsewhere Down'],
  ['boot-file-system-disabled', 'Ntfs Other None'],
  ['boot-file-system-with-start-0', 'Ntfs Other None'],
  ['boot-file-system-without-group', 'Other Ntfs Zzz'],
  ['boot-file-system-absent', 'Other None'],
  // What the modern loader pulls in front.
  [
    'promoted-groups',
    'Disk Security1 Security2 Platform None Elam',
    'Elam Platform Security1 Security2 Disk None',
  ],
  ['promoted-groups-system', 'Disk Elam acpi'],
  [
    'promoted-images',
    'Disk Mine None Elam CNG acpisim acpiex ACPI',
    'Mine acpiex CNG acpisim ACPI Elam Disk None',
  ],
  ['measured-boot', 'ACPI msisadrv pci TPM Elam vdrvroot'],
  ['not-measured-boot', 'vdrvroot pci msisadrv Elam ACPI', 'ACPI Elam vdrvroot pci msisadrv'],
  // The Service Control Manager.
  ['auto-order', 'Early1 Early2 Driver ZInFirst InSecond Again Other Bare Empty', ''],
  ['unlisted-and-groupless-services', 'Listed C D A B', ''],
  ['auto-tags-do-not-count', 'A B', ''],
  ['auto-tags-assumed', 'B A C', ''],
  ['delayed-start', 'Off Plain', 'Help Again Late'],
  ['delayed-start-pulled-in', 'Late Needy', 'Later'],
  ['demand-start-pulled-in', 'Deep Y X Needy', ''],
  ['dependency-in-later-group', 'Middle Late Soon', ''],
  ['group-dependency', 'Named Pool1 Pool2 Needy', ''],
  ['dependency-cycle', 'C B A Self', ''],
  ['dependency-missing-or-disabled', 'A', ''],
  ['not-in-the-auto-phase', 'Plain Triggered', ''],
  ['start-override-and-the-controller', 'Auto', ''],
]

describe('the order of a scenario', () => {
  it.each(orders.map(([scenario, first, second = first]) => [scenario, first, second] as const))(
    '%s: %s',
    async (scenario, first, second) => {
      const { services, options, orders: wanted } = await readScenario(scenario)
      const { bootFileSystem, measuredBoot, assumeTags } = options
      const orderOf = ({ phase, algorithm }: (typeof wanted)[number]): string =>
        names(services, phase, {
          ...{ bootFileSystem, measuredBoot, assumeTags },
          ...(algorithm && { algorithm }),
        }).join(' ')
      const isSecond = ({ phase, algorithm }: (typeof wanted)[number]): boolean =>
        algorithm === 'modern' || phase === 'delayed'
      const sides = [
        [wanted.filter((order) => !isSecond(order)), first],
        [wanted.filter(isSecond), second],
      ] as const
      for (const [side, expected] of sides)
        if (side.length > 0) expect(side.map(orderOf).join(', ')).toBe(expected)
    },
  )

  it('is known of every scenario', () => {
    expect(orders.map(([scenario]) => scenario).toSorted()).toEqual(scenarioNames)
  })
})
