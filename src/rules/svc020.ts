import { controlSetNumber, type Services } from '../services/index.ts'
import { defineRule, type Rule } from './rule.ts'

/** Values of the Select key: KB 102984. */
const selectors = [
  ['Current', 'current'],
  ['Default', 'default'],
  ['Failed', 'failed'],
  ['LastKnownGood', 'lastKnownGood'],
] as const

export const controlSet: Rule = defineRule<{ value: string; number: number }>({
  id: 'SVC020',
  name: 'control-set',
  severity: ({ value }) => (value === 'Current' ? 'error' : 'info'),
  severities: ['error', 'info'],
  summary: 'Select names a control set that does not exist',
  page: {
    problem:
      'A value of the Select key gives the number of a control set that the SYSTEM hive does not have. For ' +
      'Current that means there is no CurrentControlSet, and the system cannot start from this hive.',
    fix:
      'Set the value to the number of a control set that exists, or restore the control set from a backup. ' +
      'When the file is to be imported, leave the Select key out: it is written by Windows.',
    why:
      'Current is the set the system was started with, Default the one for the next start, LastKnownGood ' +
      'the one of the last start that went well, and Failed the one that was rejected when Windows fell ' +
      'back to it. CurrentControlSet is a link to the set that Current names.',
    exceptions:
      'The number 0 names no set and is normal for Failed, and for Current in a hive that was never ' +
      'started from. Default, Failed and LastKnownGood need the whole hive: an export of the set that was ' +
      'running leaves the others out. Current is judged in such an export too, where it has Select, the group ' +
      'list, the tag vectors and the services, and no CurrentControlSet.',
    source: [
      'Microsoft: The Select subkey (KB 102984)',
      'Microsoft: What are control sets? What is CurrentControlSet? (KB 100010)',
    ],
  },
  bad: {
    keys: { 'Control\\SafeBoot\\Minimal': {} },
    select: { Current: 2, Default: 2, Failed: 0, LastKnownGood: 1 },
    services: { Sample: { Type: 1, Start: 3, ErrorControl: 1 } },
  },
  good: {
    keys: { 'Control\\SafeBoot\\Minimal': {} },
    select: { Current: 1, Default: 1, Failed: 0, LastKnownGood: 1 },
    services: { Sample: { Type: 1, Start: 3, ErrorControl: 1 } },
  },
  check(services, report, { unknown }) {
    const { select } = services.controlSet
    const numbers = controlSetNumbers(services)
    if (select === undefined || numbers.size === 0) return
    for (const [value, property] of selectors) {
      const setting = select[property]
      if (setting === undefined || setting.value === 0 || numbers.has(setting.value)) continue
      if (isWholeHive(services) || (value === 'Current' && isWholeControlSet(services)))
        report(setting.at, { value, number: setting.value })
      else unknown('wholeHive')
    }
  },
  message: ({ value, number }) => `Select\\${value} names control set ${number}, which does not exist`,
})

function controlSetNumbers({ controlSet: { available, root: chosen } }: Services): Set<number> {
  const numbers = new Set<number>()
  for (const { name, root } of available) {
    if (root !== chosen) continue
    const number = controlSetNumber(name)
    if (number !== null) numbers.add(number)
  }
  return numbers
}

/**
 * An export with all that the order is made from: the set that it was made for, which Current has to name. With
 * CurrentControlSet that is the link to it, whatever else was exported.
 */
function isWholeControlSet({ holds, inputs, controlSet: { available, root } }: Services): boolean {
  if (holds.fragment || !holds.groupOrder || !holds.vectors) return false
  if (available.some((set) => set.root === root && controlSetNumber(set.name) === null)) return false
  return inputs.every(({ format }) => format.kind === 'reg')
}

/** Every hive since Windows 2000 has Control\SafeBoot; an export of the services alone has not, nor other sets. */
function isWholeHive({ holds, inputs }: Services): boolean {
  if (inputs.some(({ format }) => format.kind === 'hive')) return true
  return !holds.fragment && holds.safeBoot && inputs.every(({ format }) => format.kind === 'reg')
}
