// Writes a realistic Version 5.00 export of a SYSTEM hive: UTF-16LE with BOM, CRLF, hex wrapped as Regedit wraps it.
// The same options give the same bytes. Memory stays constant, whatever the size: text is made and written in parts.
//
// The services alone take about 1.5 MB a control set; sizes below 8 MB come out larger than asked for.
//
//   node bench/generate.js --out FILE [--size-mb 100] [--seed 1] [--services 800] [--control-sets 1]
//
// Proportions (key depth and length, value kinds and lengths) follow full exports of Windows 7 and 10: about 690
// bytes a key, two values a key; half of them strings, a quarter REG_DWORD, the rest hex of every kind.
import { closeSync, openSync, writeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const partLength = 1 << 19
const root = 'HKEY_LOCAL_MACHINE\\SYSTEM'

/** A small, fast random number generator (mulberry32): numbers below `limit`. */
function randomNumbers(seed) {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

/** Collects text and writes it to a file in parts; `bytes` counts what was put, byte order mark included. */
class ExportFile {
  constructor(path) {
    this.descriptor = openSync(path, 'w')
    this.text = '\ufeff'
    this.bytes = 2
    this.keys = 0
    this.values = 0
  }

  line(text) {
    this.text += `${text}\r\n`
    this.bytes += (text.length + 2) * 2
    if (this.text.length >= partLength) this.flush()
  }

  key(path) {
    if (this.keys > 0) this.line('')
    this.line(`[${path}]`)
    this.keys++
  }

  value(name, data) {
    this.line(`${name === '' ? '@' : `"${quoted(name)}"`}=${data}`)
    this.values++
  }

  hex(name, type, bytes) {
    const start = `${name === '' ? '@' : `"${quoted(name)}"`}=${type === 3 ? 'hex' : `hex(${type.toString(16)})`}:`
    for (const line of wrapHex(start, bytes)) this.line(line)
    this.values++
  }

  flush() {
    writeSync(this.descriptor, Buffer.from(this.text, 'utf16le'))
    this.text = ''
  }

  close() {
    this.line('')
    this.flush()
    closeSync(this.descriptor)
  }
}

const quoted = (text) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
const string = (text) => `"${quoted(text)}"`
const dword = (number) => `dword:${(number >>> 0).toString(16).padStart(8, '0')}`
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Regedit breaks a hex list so that a line, its backslash included, has at most 78 columns. */
function wrapHex(start, bytes) {
  const lines = []
  let line = start
  for (let index = 0; index < bytes.length; index++) {
    const last = index === bytes.length - 1
    if (line.length + 3 > 77 && line !== '  ') {
      lines.push(`${line}\\`)
      line = '  '
    }
    line += last ? hexOfByte[bytes[index]] : `${hexOfByte[bytes[index]]},`
  }
  lines.push(line)
  return lines
}

const utf16 = (text) => Buffer.from(text, 'utf16le')
const expandString = (text) => utf16(`${text}\0`)
const multiString = (texts) => utf16(`${texts.map((text) => `${text}\0`).join('')}\0`)

const words = (
  'Boot Bus Extender System Device Storage Network Adapter Filter Port Class Driver Policy Manager Session Memory ' +
  'Power Video Audio Interface Property Parameters Control Default Service Provider Security Audit Event Trace Log ' +
  'Cache File Volume Disk Partition Keyboard Pointer Sensor Thermal Media Protocol Transport Firewall Remote Access ' +
  'Print Monitor Language Locale Time Zone Crash Recovery Update Setup Install Package Configuration Descriptor'
).split(' ')

const groups = (
  'System Reserved|EMS|WdfLoadGroup|Boot Bus Extender|System Bus Extender|SCSI miniport|Port|Primary Disk|SCSI Class|' +
  'SCSI CDROM Class|FSFilter Infrastructure|FSFilter System|FSFilter Bottom|FSFilter Encryption|FSFilter Compression|' +
  'FSFilter Anti-Virus|FSFilter Activity Monitor|FSFilter Top|Filter|Boot File System|Base|Pointer Port|' +
  'Keyboard Port|Pointer Class|Keyboard Class|Video Init|Video|Video Save|File System|Streams Drivers|NDIS Wrapper|' +
  'COM Infrastructure|Event Log|ProfSvc_Group|AudioGroup|UIGroup|MS_WindowsLocalValidation|PlugPlay|Cryptography|' +
  'PNP_TDI|NDIS|TDI|iSCSI|NetBIOSGroup|ShellSvcGroup|SchedulerGroup|SpoolerGroup|SmartCardGroup|NetworkProvider|' +
  'MS_WindowsRemoteValidation|NetDDEGroup|Parallel arbitrator|Extended Base|PCI Configuration|MS Transactions'
).split('|')

/** Groups of drivers, those with a tag vector, and groups of services. */
const driverGroups = groups.slice(2, 31)
const taggedGroups = groups.slice(3, 10)
const serviceGroups = groups.slice(31, 50)
const tagsPerVector = 40

/** Names and values as one finds them all over a SYSTEM hive. */
class Content {
  constructor(seed) {
    this.random = randomNumbers(seed)
  }

  pick(list) {
    return list[this.random(list.length)]
  }

  name(count) {
    let name = this.pick(words)
    for (let index = 1; index < count; index++) name += this.pick(words)
    return name
  }

  number(digits) {
    let text = ''
    while (text.length < digits) text += this.random(0x10000).toString(16).padStart(4, '0')
    return text.slice(0, digits)
  }

  guid() {
    return `{${this.number(8)}-${this.number(4)}-${this.number(4)}-${this.number(4)}-${this.number(12)}}`
  }

  bytes(count) {
    const bytes = Buffer.alloc(count)
    // Binary values of a hive are mostly zeros and small numbers.
    for (let index = 0; index < count; index++) bytes[index] = this.random(3) === 0 ? this.random(256) : 0
    return bytes
  }

  text() {
    switch (this.random(6)) {
      case 0:
        return this.guid()
      case 1:
        return `@%SystemRoot%\\System32\\drivers\\${this.name(2)}.sys,-${this.random(20000)}`
      case 2:
        return `C:\\Windows\\System32\\${this.name(2)}\\${this.name(1)}.dll`
      case 3:
        return `@${this.name(1).toLowerCase()}.inf,%${this.name(2)}%;${this.pick(words)} "${this.pick(words)}" ${this.pick(words)}`
      case 4:
        return `${this.pick(words)} ${this.pick(words)} ${this.pick(words)}`
      default:
        return this.pick(['', 'Yes', '1', '0', 'Microsoft', '10.0.16299.15', '6-21-2006'])
    }
  }

  /** One value of any kind, in the proportions of a full export. */
  value(file, name) {
    const kind = this.random(1000)
    if (kind < 480) file.value(name, string(this.text()))
    else if (kind < 735)
      file.value(name, dword(this.random(8) === 0 ? this.random(0x7fffffff) : this.random(64)))
    else if (kind < 850)
      file.hex(name, 3, this.bytes(this.random(20) === 0 ? 300 + this.random(900) : 8 + this.random(120)))
    else if (kind < 890)
      file.hex(name, 2, expandString(`%SystemRoot%\\system32\\${this.name(3)}\\${this.name(2)}.dll`))
    else if (kind < 925)
      file.hex(name, 7, multiString(Array.from({ length: 1 + this.random(4) }, () => this.name(3))))
    else if (kind < 990) this.property(file, name)
    else if (kind < 995) file.hex(name, 0, this.bytes(this.random(4)))
    else file.hex(name, this.pick([8, 10]), this.bytes(200 + this.random(400)))
  }

  /** Device properties have 0xffff0000 added to their type; REG_QWORD stands beside them. */
  property(file, name) {
    if (this.random(4) === 0) file.hex(name, 11, this.bytes(8))
    else if (this.random(3) === 0) file.hex(name, 0xffff0012, expandString(this.name(3)))
    else file.hex(name, this.pick([0xffff0007, 0xffff0010, 0xffff0011]), this.bytes(this.pick([1, 4, 8])))
  }

  values(file, least, most) {
    const count = least + this.random(most - least + 1)
    for (let index = 0; index < count; index++)
      this.value(
        file,
        index === 0 && this.random(6) === 0 ? '' : `${this.name(1 + this.random(2))}${index || ''}`,
      )
  }
}

/** Keys below Control: shallow and deep, few values each, until the file has `until` bytes. */
function writeControl(file, content, path, until) {
  for (let number = 0; file.bytes < until; number++) {
    const top = `${path}\\${content.random(2) ? content.guid() : `${content.name(3)}${number}`}`
    file.key(top)
    content.values(file, 0, 3)
    for (let index = content.random(12); index > 0 && file.bytes < until; index--) {
      const key = `${top}\\${content.random(2) ? content.guid() : content.name(3)}${index}`
      file.key(key)
      content.values(file, 0, 5)
      if (content.random(3) === 0) {
        file.key(`${key}\\${content.name(1)}`)
        content.values(file, 1, 3)
      }
    }
  }
}

/** Device setup classes with their instances and filters: as many in every export, whatever its size. */
function writeClasses(file, content, path) {
  for (let number = 0; number < 90; number++) {
    const top = `${path}\\${content.guid()}`
    file.key(top)
    file.value('', string(content.name(1)))
    file.value('Class', string(content.name(1)))
    if (number % 9 === 0) file.hex('UpperFilters', 7, multiString([serviceName(number * 2)]))
    for (let instance = 0; instance < 12; instance++) {
      file.key(`${top}\\${String(instance).padStart(4, '0')}`)
      content.values(file, 2, 6)
    }
  }
}

/** Device instances with their Device Parameters and Properties, as below Enum. */
function writeEnum(file, content, path, until) {
  for (let number = 0; file.bytes < until; number++) {
    const bus = content.pick(['PCI', 'ACPI', 'USB', 'ROOT', 'SWD', 'HDAUDIO', 'STORAGE', 'DISPLAY'])
    const device = `${path}\\${bus}\\VEN_${content.number(4)}&DEV_${content.number(4)}&SUBSYS_${content.number(8)}&REV_${number}`
    file.key(device)
    const instance = `${device}\\${content.random(9)}&${content.number(8)}&0&${content.number(2)}`
    file.key(instance)
    file.value('DeviceDesc', string(content.text()))
    file.hex('HardwareID', 7, multiString([device.slice(path.length + 1), bus]))
    file.value('ConfigFlags', dword(0))
    file.value('Service', string(serviceName(content.random(800))))
    file.key(`${instance}\\Device Parameters`)
    content.values(file, 0, 2)
    for (let index = content.random(3); index > 0; index--) {
      const set = `${instance}\\Properties\\${content.guid()}`
      file.key(set)
      for (let property = 1 + content.random(4); property > 0; property--) {
        file.key(`${set}\\${property.toString(16).padStart(4, '0')}`)
        content.property(file, '')
      }
    }
  }
}

function writeDriverDatabase(file, content, path, until) {
  while (file.bytes < until) {
    const inf = `${path}\\DriverPackages\\${content.name(1).toLowerCase()}.inf_amd64_${content.number(16)}`
    file.key(inf)
    content.values(file, 2, 5)
    for (let index = content.random(8); index > 0; index--) {
      file.key(`${inf}\\Configurations\\${content.name(2)}_Inst${index}`)
      content.values(file, 0, 2)
      if (content.random(2) === 0) {
        file.key(`${inf}\\Configurations\\${content.name(2)}_Inst${index}\\Services\\${content.name(1)}`)
        content.values(file, 1, 4)
      }
    }
  }
}

function writeGroups(file, path) {
  file.key(`${path}\\GroupOrderList`)
  for (const group of [...taggedGroups].sort()) {
    const vector = Buffer.alloc(4 * (tagsPerVector + 1))
    vector.writeUInt32LE(tagsPerVector, 0)
    // Not simply ascending, so that the vector matters.
    for (let index = 0; index < tagsPerVector; index++)
      vector.writeUInt32LE(((index * 7) % tagsPerVector) + 1, 4 * (index + 1))
    file.hex(group, 3, vector)
  }
}

function writeGroupList(file, path) {
  file.key(`${path}\\ServiceGroupOrder`)
  file.hex('List', 7, multiString(groups))
}

const serviceName = (number) => `service${String(number).padStart(4, '0')}`

/** A quarter boot and system drivers, a third demand drivers, the rest services. */
function writeServices(file, content, path, count) {
  file.key(path)
  for (let number = 0; number < count; number++) {
    const name = serviceName(number)
    const key = `${path}\\${name}`
    file.key(key)
    const kind = number % 12
    if (kind < 7) writeDriver(file, content, name, kind, number)
    else writeService(file, content, name, kind, number)
    file.key(`${key}\\Parameters`)
    content.values(file, 0, 6)
    if (kind >= 7) file.value('ServiceMain', string('ServiceMain'))
    if (number % 3 === 0) {
      file.key(`${key}\\Security`)
      file.hex('Security', 3, content.bytes(168))
    }
    if (kind < 3) {
      file.key(`${key}\\Enum`)
      file.value(
        '0',
        string(`PCI\\VEN_${content.number(4)}&DEV_${content.number(4)}\\3&11583659&0&A${content.number(1)}`),
      )
      file.value('Count', dword(1))
      file.value('NextInstance', dword(1))
    }
  }
}

function writeDriver(file, content, name, kind, number) {
  const start = kind === 0 || kind === 1 ? 0 : kind === 2 ? 1 : 3
  const tagged = number % 3 === 0
  file.value('DisplayName', string(`@%SystemRoot%\\system32\\drivers\\${name}.sys,-${content.random(900)}`))
  file.value('ErrorControl', dword(start === 0 ? 3 : 1))
  if (number % 5 !== 0) file.value('Group', string(content.pick(tagged ? taggedGroups : driverGroups)))
  if (number % 4 !== 0) file.hex('ImagePath', 2, expandString(`system32\\drivers\\${name}.sys`))
  if (kind === 5) file.value('Owners', string(`oem${number}.inf`))
  file.value('Start', dword(start))
  if (tagged && number % 5 !== 0) file.value('Tag', dword(1 + content.random(tagsPerVector)))
  file.value('Type', dword(1))
}

function writeService(file, content, name, kind, number) {
  if (kind > 7) file.hex('DependOnService', 7, multiString([serviceName(number - kind + 7)]))
  file.value('Description', string(content.text() || name))
  file.value('DisplayName', string(`@%SystemRoot%\\system32\\${name}.dll,-${content.random(900)}`))
  file.value('ErrorControl', dword(1))
  file.hex(
    'FailureActions',
    3,
    Buffer.from('80510100000000000000000003000000140000000100000060ea0000'.padEnd(88, '0'), 'hex'),
  )
  if (number % 4 === 0) file.value('Group', string(content.pick(serviceGroups)))
  file.hex('ImagePath', 2, expandString(`%SystemRoot%\\system32\\svchost.exe -k ${content.pick(words)}Group`))
  file.value(
    'ObjectName',
    string(content.pick(['LocalSystem', 'NT AUTHORITY\\LocalService', 'NT AUTHORITY\\NetworkService'])),
  )
  file.hex('RequiredPrivileges', 7, multiString(['SeChangeNotifyPrivilege', 'SeImpersonatePrivilege']))
  file.value('ServiceSidType', dword(1))
  file.value('Start', dword(kind < 9 ? 2 : kind === 11 ? 4 : 3))
  file.value('Type', dword(0x20))
}

function writeControlSet(file, content, path, { services, share }) {
  const start = file.bytes
  file.key(path)
  file.key(`${path}\\Control`)
  file.value('CurrentUser', string('USERNAME'))
  // Names a service that only Windows 10 and later start early, by which they are known.
  file.hex('EarlyStartServices', 7, multiString(['RpcSs', 'Power', 'DcomLaunch', 'LSM', 'AppIdSvc']))
  file.value('SystemStartOptions', string(' NOEXECUTE=OPTIN'))
  writeClasses(file, content, `${path}\\Control\\Class`)
  writeControl(file, content, `${path}\\Control\\DeviceClasses`, start + share * 0.25)
  writeGroups(file, `${path}\\Control`)
  writeControl(file, content, `${path}\\Control\\NetworkSetup2`, start + share * 0.45)
  writeGroupList(file, `${path}\\Control`)
  file.key(`${path}\\Enum`)
  writeEnum(file, content, `${path}\\Enum`, start + share * 0.85)
  writeServices(file, content, `${path}\\Services`, services)
}

/**
 * Writes one export and returns its counts.
 * @param {string} path
 * @param {{ sizeMb?: number, seed?: number, services?: number, controlSets?: number }} [options]
 */
export function writeExport(path, { sizeMb = 100, seed = 1, services = 800, controlSets = 1 } = {}) {
  const size = sizeMb * 1024 * 1024
  const file = new ExportFile(path)
  const content = new Content(seed)
  file.line('Windows Registry Editor Version 5.00')
  file.line('')
  file.key(root)
  for (let number = 1; number <= controlSets; number++)
    writeControlSet(file, content, `${root}\\ControlSet00${number}`, {
      services,
      share: (size * 0.75) / controlSets,
    })
  file.key(`${root}\\DriverDatabase`)
  file.value('Version', dword(0x0a000000))
  writeDriverDatabase(file, content, `${root}\\DriverDatabase`, size - 512)
  file.key(`${root}\\Select`)
  file.value('Current', dword(1))
  file.value('Default', dword(1))
  file.value('Failed', dword(0))
  file.value('LastKnownGood', dword(controlSets > 1 ? 2 : 1))
  file.close()
  return { bytes: file.bytes, keys: file.keys, values: file.values, services }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const text = { type: 'string' }
  const { values } = parseArgs({
    options: { out: text, 'size-mb': text, seed: text, services: text, 'control-sets': text },
  })
  if (values.out === undefined) throw new Error('--out FILE is needed')
  const counts = writeExport(values.out, {
    sizeMb: Number(values['size-mb'] ?? 100),
    seed: Number(values.seed ?? 1),
    services: Number(values.services ?? 800),
    controlSets: Number(values['control-sets'] ?? 1),
  })
  console.log(JSON.stringify(counts))
}
