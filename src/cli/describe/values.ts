import {
  decodeDword,
  decodeList,
  decodeText,
  type Located,
  ordinal,
  type RegistryKey,
  type RegistryValue,
  type Service,
  type Services,
  type Setting,
  startThatCounts,
  upcase,
  valueTypeName,
  valueTypes,
} from '../../index.ts'
import type { ShownValue } from '../../report/show.ts'
import {
  failureActionsMeaning,
  numberMeaning,
  startMeaning,
  subkeyListMeaning,
  subkeyNumberMeaning,
} from './meanings.ts'

/**
 * Every value of a service: the standard ones first, with what Windows uses where they are absent, then what else the
 * key holds, then its subkeys.
 */
export function describeValues(services: Services, service: Service): ShownValue[] {
  const standard = standardValues(services, service)
  const known = new Set(standard.map(({ name }) => upcase(name)))
  const others = service.key.values.filter(({ name }) => !known.has(upcase(name)))
  return [
    ...standard,
    ...others.map((value) =>
      storedValue(value.name || '(default)', value, (data) =>
        typeof data === 'number' ? numberMeaning(value.name, data) : '',
      ),
    ),
    ...service.key.keys.flatMap((key) => subkeyValues(services, key, key.name, upcase(key.name))),
  ].map((value) => withDefect(value, service))
}

function standardValues(services: Services, service: Service): ShownValue[] {
  const { effective, kind } = service
  if (kind === 'container') return []
  const rows = [
    number('Type', service.type) ?? absent(service, 'Type', missingMeanings.type),
    number('Start', service.start, undefined, startMeaning(services, service)) ??
      absent(service, 'Start', missingMeanings.start),
    number('ErrorControl', service.errorControl, effective.errorControl),
    text('Group', service.group, groupMeaning(services, service)) ??
      absent(service, 'Group', 'default: (null) in KB 103000'),
    number('Tag', service.tag, undefined, tagMeaning(services, service)) ??
      absent(service, 'Tag', untaggedMeaning(services, service)),
    text('ImagePath', service.imagePath, imageMeaning(service), effective.imagePath),
    text(
      'ObjectName',
      service.objectName,
      objectMeaning(service),
      kind === 'adapter' ? undefined : effective.objectName,
    ),
    text('DisplayName', service.displayName),
    text('Description', service.description),
    list('DependOnService', service, service.dependOnService),
    list('DependOnGroup', service, service.dependOnGroup),
    number('DelayedAutostart', service.delayedAutostart),
  ]
  return rows.filter((row) => row !== undefined)
}

/** What Windows makes of an entry that lacks a value without a default. */
const missingMeanings = {
  type: 'missing: the Service Control Manager would pass it over, the loader goes by Start alone',
  start: 'missing: neither the loader nor the Service Control Manager would take it',
} as const

/** A row that says that a value is not there; undefined where it is and only could not be decoded. */
function absent({ key }: Service, name: string, meaning: string): ShownValue | undefined {
  return key.value(name) === undefined
    ? { name, registryType: null, value: null, meaning, defaulted: false, defect: null, at: undefined }
    : undefined
}

/** A default is shown only where Windows has one; a value that is neither there nor defaulted is left out. */
function number(
  name: string,
  setting: Setting<number> | undefined,
  fallback?: number,
  meaning?: string,
): ShownValue | undefined {
  const value = setting?.value ?? fallback
  if (value === undefined) return undefined
  const words = [numberMeaning(name, value), meaning].filter(Boolean).join(', ')
  return shown(name, setting, value, words)
}

function text(
  name: string,
  setting: Setting<string> | undefined,
  meaning = '',
  fallback?: string,
): ShownValue | undefined {
  const value = setting?.value ?? fallback
  return value === undefined ? undefined : shown(name, setting, value, meaning)
}

function list(name: string, service: Service, items: readonly Located<string>[]): ShownValue | undefined {
  const stored = service.key.value(name)
  const values = items.map(({ value }) => value)
  const type = stored ? valueTypeName(stored.type) : null
  return stored
    ? { name, registryType: type, value: values, meaning: '', defaulted: false, defect: null, at: stored.at }
    : {
        name,
        registryType: null,
        value: [],
        meaning: 'default',
        defaulted: true,
        defect: null,
        at: undefined,
      }
}

function shown(
  name: string,
  setting: Setting<string | number> | undefined,
  value: string | number,
  meaning: string,
): ShownValue {
  return {
    name,
    registryType: setting ? valueTypeName(setting.type) : null,
    value,
    meaning: setting ? meaning : ['default', meaning].filter(Boolean).join(', '),
    defaulted: setting === undefined,
    defect: null,
    at: setting?.at,
  }
}

function groupMeaning(services: Services, { group }: Service): string {
  if (group === undefined) return ''
  if (group.value === '') return 'empty: the same as none'
  const position = services.groupOrder?.position(group.value)
  if (!services.groupOrder) return 'the input has no ServiceGroupOrder'
  return position === undefined ? 'not in ServiceGroupOrder' : `${ordinal(position + 1)} in ServiceGroupOrder`
}

function tagMeaning(services: Services, service: Service): string {
  const { tag, effective } = service
  if (tag === undefined) return ''
  const { start } = startThatCounts(services, service)
  if (start !== undefined && start > 1) return 'ignored: only boot and system drivers are ordered by it'
  if (effective.group === undefined) return 'without a group'
  const vector = services.vector(effective.group)
  if (!vector)
    return services.holds.vectors ? 'its group has no tag vector' : 'the input has no GroupOrderList'
  const position = vector.position(tag.value)
  return position === undefined
    ? "not in its group's tag vector"
    : `${ordinal(position)} in its group's tag vector`
}

function untaggedMeaning(services: Services, service: Service): string {
  const { start } = startThatCounts(services, service)
  const ordered = service.effective.group !== undefined && start !== undefined && start <= 1
  return ordered ? 'untagged: after the listed tags of its group' : ''
}

function imageMeaning({ kind }: Service): string {
  return kind === 'adapter' ? 'ignored for an adapter (KB 103000)' : ''
}

function objectMeaning({ kind }: Service): string {
  if (kind === 'service') return 'account it runs as'
  return kind === 'driver' ? 'driver object' : ''
}

function subkeyValues(services: Services, key: RegistryKey, path: string, top: string): ShownValue[] {
  return [
    ...key.values.map((value) =>
      storedValue(`${path}\\${value.name || '(default)'}`, value, (data) => {
        if (typeof data === 'number') return subkeyNumberMeaning(services, top, value.name, data)
        return typeof data === 'string' ? '' : subkeyListMeaning(upcase(path), value.name)
      }),
    ),
    ...key.keys.flatMap((below) => subkeyValues(services, below, `${path}\\${below.name}`, top)),
  ]
}

function storedValue(
  name: string,
  stored: RegistryValue,
  meaningOf: (data: ReturnType<typeof decode>) => string,
): ShownValue {
  const value = decode(stored)
  return {
    name,
    registryType: valueTypeName(stored.type),
    value,
    meaning: upcase(name) === 'FAILUREACTIONS' ? failureActionsMeaning(stored.data) : meaningOf(value),
    defaulted: false,
    defect: null,
    at: stored.at,
  }
}

/** Data by its registry type; what is no text and no number as hexadecimal bytes. */
function decode({ type, data }: RegistryValue): string | number | readonly string[] {
  if (type === valueTypes.REG_SZ || type === valueTypes.REG_EXPAND_SZ) return decodeText(data).text
  if (type === valueTypes.REG_MULTI_SZ) return decodeList(data).elements.map((element) => element.text)
  const number = type === valueTypes.REG_DWORD ? decodeDword(data) : undefined
  return number ?? [...data].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

function withDefect(value: ShownValue, { malformed }: Service): ShownValue {
  const found = malformed.find(({ valueName }) => upcase(valueName) === upcase(value.name))
  if (!found) return value
  return {
    ...value,
    at: value.at ?? found.at,
    defaulted: false,
    defect: `found ${found.found}, expected ${found.expected}`,
  }
}
