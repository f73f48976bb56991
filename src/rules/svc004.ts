import { count, type Place, quote } from '../diagnostics/index.ts'
import {
  controlSetNumber,
  isControlSetName,
  type Services,
  type ServicesInput,
  servicesSelection,
  upcase,
} from '../services/index.ts'
import { defineRule, type Report, type Rule } from './rule.ts'

type Outside =
  /** Services of a control set that is not the one that was read. */
  | { kind: 'other-control-set'; controlSet: string; services: number; chosen: string }
  /** The control set that was read lies below another key than HKEY_LOCAL_MACHINE\SYSTEM. */
  | { kind: 'other-root'; root: string; controlSet: string }
  /** A control set below another key than the one that was read. */
  | { kind: 'unread-root'; root: string; controlSet: string; chosen: string }
  /** A key that looks as if it held services, where neither Windows nor this program looks for them. */
  | { kind: 'lost'; keyPath: string; keys: number; wrong: 'place' | 'name' | 'hive' }
  /** A file that holds no control set at all. */
  | { kind: 'no-control-set'; keys: number; first: string }

/** Where Windows keeps the control sets of the running system. */
const standardRoot = 'HKEY_LOCAL_MACHINE\\SYSTEM'

export const outsideControlSet: Rule = defineRule<Outside>({
  id: 'SVC004',
  name: 'outside-control-set',
  severity: 'info',
  summary: 'the file has keys that Windows would not read as services',
  page: {
    problem:
      'The file holds services in another place than the control set that was read: in a second control ' +
      'set, below the root of a hive that was loaded offline, below a key that only resembles a control set ' +
      '(ControlSet1), or in no control set at all.',
    fix:
      'Choose the control set with --control-set, or export the key that you mean. Before you import a ' +
      'file with an offline root on the machine itself, replace that root by HKEY_LOCAL_MACHINE\\SYSTEM.',
    why:
      'Windows starts from one control set only, the one that the Select key names as current; ' +
      'CurrentControlSet is a link to it. The other sets wait for a boot with the last known good ' +
      "configuration. A hive that is loaded into another machine's registry hangs below a name of the " +
      "user's choice, so its keys end up elsewhere when they are imported on their own machine.",
    exceptions:
      'The other parts of a whole SYSTEM export (DriverDatabase, HardwareConfig, MountedDevices, Setup, ' +
      'WPA and so on) are not reported, nor are keys outside the control sets in a file that has services ' +
      'as well, unless their path has a name like Services or ControlSet.',
    source: ['Microsoft: What are control sets? What is CurrentControlSet? (KB 100010)'],
  },
  bad: {
    fragment: true,
    text: `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\OFFLINE\\ControlSet001\\Services\\Sample]
"Type"=dword:00000001
"Start"=dword:00000003
"ErrorControl"=dword:00000001
`,
  },
  good: {
    fragment: true,
    text: `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Sample]
"Type"=dword:00000001
"Start"=dword:00000003
"ErrorControl"=dword:00000001
`,
  },
  check(services, report) {
    reportOtherSets(services, report)
    reportOtherRoots(services, report)
    for (const input of services.inputs)
      if (input.role === 'input' && !reportNoControlSet(input, report)) reportLost(input, report)
  },
  message(data) {
    switch (data.kind) {
      case 'other-control-set':
        return `${data.controlSet} has ${count(data.services, 'service')} of its own, ${data.chosen} was read`
      case 'other-root':
        return `${quote(`${data.root}\\${data.controlSet}`, 52)} is read as if under ${standardRoot}`
      case 'unread-root':
        return `${quote(`${data.root}\\${data.controlSet}`, 44)} is not read, that of ${quote(data.chosen, 26)} is`
      case 'lost':
        return `${quote(data.keyPath, 46)} is no place of services: ${count(data.keys, 'key')} not read`
      case 'no-control-set':
        return `No key here says anything of services, the first is below ${quote(data.first, 40)}`
    }
  },
  help(data) {
    switch (data.kind) {
      case 'other-control-set':
        return `To read it instead, name it with --control-set`
      case 'other-root':
        return 'Imported as it stands, the file changes nothing of the running system'
      case 'unread-root':
        return 'Services are read below one root: give the other a file of its own'
      case 'lost':
        return lostHelp[data.wrong]
      case 'no-control-set':
        return `Services are read below ${standardRoot}\\CurrentControlSet\\Services or a ControlSetNNN`
    }
  },
})

function reportOtherSets({ controlSet }: Services, report: Report<Outside>): void {
  if (controlSet.name === undefined) return
  for (const { name, root, at, services } of controlSet.available) {
    if (services === 0 || root !== controlSet.root || name === controlSet.name) continue
    if (isSameSet(controlSet.name, name, controlSet.number)) continue
    report(at, { kind: 'other-control-set', controlSet: name, services, chosen: controlSet.name })
  }
}

/** A live export holds the current set twice: as CurrentControlSet, which is a link, and by its number. */
function isSameSet(chosen: string, other: string, number: number | null): boolean {
  return number !== null && controlSetNumber(chosen) === null && controlSetNumber(other) === number
}

function reportOtherRoots({ controlSet }: Services, report: Report<Outside>): void {
  const seen = new Set<string>()
  for (const { name, root, at } of controlSet.available) {
    const id = upcase(root)
    const chosen = root === controlSet.root
    if ((chosen ? controlSet.standardRoot : id === standardRoot) || seen.has(id)) continue
    seen.add(id)
    if (chosen) report(at, { kind: 'other-root', root, controlSet: name })
    else report(at, { kind: 'unread-root', root, controlSet: name, chosen: controlSet.root })
  }
}

function reportNoControlSet(input: ServicesInput, report: Report<Outside>): boolean {
  const first: { prefix: string; at: Place } | undefined = input.passedOver[0]
  if (first === undefined || input.keptKeys > 0) return false
  report(first.at, { kind: 'no-control-set', keys: input.counts.keys, first: first.prefix })
  return true
}

/** Roots that hold keys named CurrentControlSet and Services with another meaning. */
const otherRoots = new Set(['HKEY_CLASSES_ROOT', 'HKEY_CURRENT_USER', 'HKEY_CURRENT_CONFIG'])

function reportLost({ passedOver }: ServicesInput, report: Report<Outside>): void {
  const lost = new Map<
    string,
    { keyPath: string; wrong: 'place' | 'name' | 'hive'; keys: number; at: Place }
  >()
  for (const part of passedOver) {
    const names = part.prefix.split('\\')
    const index = names.findIndex((name) => /^(?:Services$|(?:Current)?ControlSet)/i.test(name))
    const name = names[index]
    const keyPath = names.slice(0, index + 1).join('\\')
    // What the reader looks into is no lost place, though it may hold keys that are not wanted.
    if (name === undefined || otherRoots.has(upcase(names[0] ?? '')) || servicesSelection(keyPath) !== 'skip')
      continue
    const known = lost.get(upcase(keyPath))
    // Counting may cost a reader a walk through all of them.
    if (known) known.keys += part.keys
    else lost.set(upcase(keyPath), { keyPath, wrong: wrongAbout(name), keys: part.keys, at: part.at })
  }
  for (const { at, ...data } of lost.values()) report(at, { kind: 'lost', ...data })
}

function wrongAbout(name: string): 'place' | 'name' | 'hive' {
  if (isControlSetName(name)) return 'hive'
  return upcase(name) === 'SERVICES' ? 'place' : 'name'
}

const lostHelp: Readonly<Record<'place' | 'name' | 'hive', string>> = {
  place: 'Services stand below CurrentControlSet or a ControlSetNNN',
  name: 'A control set is named CurrentControlSet, or ControlSet and three digits',
  hive: `Control sets stand below ${standardRoot}`,
}
