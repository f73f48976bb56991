import type { Finding, Plan, Services, Step } from '../../src/index.ts'
import { readReg, readServices } from '../../src/index.ts'
import type { LintReport } from '../../src/report/lint-report.ts'
import type { Palette } from '../../src/report/palette.ts'

/**
 * The same results for every reporter: regular, clean, without places, places in a hive (a fragment), hostile names,
 * many findings.
 */

const finding: Finding = {
  ruleId: 'SVC301',
  ruleName: 'dependency-missing',
  severity: 'error',
  message: 'Spooler depends on "Ghost", which does not exist',
  help: 'Remove the entry, or add the service',
  service: 'Spooler',
  data: { service: 'Spooler', dependency: 'Ghost' },
  at: {
    file: 'system.reg',
    keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Spooler',
    valueName: 'DependOnService',
    line: 812,
    column: 24,
    length: 17,
  },
  related: [],
}

const tagFinding: Finding = {
  ...finding,
  ruleId: 'SVC206',
  ruleName: 'tag-not-in-vector',
  severity: 'warning',
  message: 'Tag 33 of "viostor" is not in the tag vector of "SCSI miniport"',
  help: 'It loads after all listed tags of its group',
  service: 'viostor',
  data: { tag: 33, group: 'SCSI miniport' },
  at: { file: 'system.reg', line: 1044, column: 7, length: 14 },
  related: [
    { at: { file: '@windows-10', keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM' }, message: 'the tag vector' },
  ],
}

const infoFinding: Finding = {
  ...tagFinding,
  ruleId: 'SVC210',
  ruleName: 'tag-ignored',
  severity: 'info',
  message: 'Tag 1 of "viostor" is ignored',
}

const hostileFinding: Finding = {
  ...finding,
  message: 'Evil\u001b[2J\u202egnp.exe depends on "\ud800\u200b"',
  help: 'line\r\nbreak\u2028::error::',
  service: '__proto__\u0007',
  data: { __proto__: null, service: '\ud800' },
  at: { file: 'a\u001b]0;title\u0007.reg', line: 1, column: 1 },
  related: [{ at: { file: 'b\u202e.reg', line: 2, column: 3 }, message: '\u0000' }],
}

/** What names in a registry may hold to break out of a format, and to act on who reads it. */
export const hostileText: string = [
  '\u001b[2J',
  '\u202egnp',
  ']]>',
  '<script>alert(1)</script>',
  'a|b\\|c',
  '`code`',
  'two\r\nlines',
  '%0A::error::',
  ', : = ; (1,1): error X1: no',
  '[link](https://example.org) @user #1 :smile:',
  '&amp; <!-- --> "\'',
  '{0} $(y) %USERNAME%',
  '##vso[task.complete] ##[error]x ##teamcity[x] ::stop-commands::z',
  '\ud800 \udfff \uffff \u0000 \u0085',
].join(' ')

const namesFinding: Finding = {
  ...finding,
  message: `Service "${hostileText}" is not there`,
  help: hostileText,
  service: hostileText,
  data: { service: hostileText },
  at: { file: `dir/${hostileText}.reg`, line: 3, column: 2, length: 5 },
  related: [
    {
      at: { file: hostileText, offset: 16, keyPath: hostileText, valueName: hostileText },
      message: hostileText,
    },
  ],
}

/** Places of a bundled profile have neither line nor offset; a finding there may have a cause in the input. */
const profilePlace = {
  file: '@windows-10',
  keyPath: 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\CDPSvc',
  valueName: 'DependOnService',
}

export const lintReports: ReadonlyMap<string, LintReport> = new Map([
  [
    'regular',
    {
      findings: [finding, tagFinding, infoFinding],
      notRun: [],
      summary: { errors: 1, warnings: 1, infos: 1, files: 1, services: 467 },
    },
  ],
  [
    'clean',
    { findings: [], notRun: [], summary: { errors: 0, warnings: 0, infos: 0, files: 1, services: 467 } },
  ],
  [
    'fragment',
    {
      findings: [
        { ...tagFinding, at: { file: 'SYSTEM', offset: 0x1a2c, length: 4, keyPath: 'Services\\viostor' } },
      ],
      notRun: [
        notRun('SVC205', 'group-not-ordered', 'groupOrder', 'The input lacks the group list'),
        notRun('SVC206', 'tag-not-in-vector', 'vectors', 'The input lacks the tag vectors'),
        notRun('SVC207', 'tag-without-vector', 'vectors', 'The input lacks the tag vectors'),
      ],
      summary: { errors: 0, warnings: 1, infos: 0, files: 2, services: 2 },
    },
  ],
  [
    'hostile',
    {
      findings: [hostileFinding],
      notRun: [notRun('SVC201', 'group-order-missing', 'groupOrder', '\u001b[31mred')],
      summary: { errors: 1, warnings: 0, infos: 0, files: 1, services: 1 },
    },
  ],
  [
    'names',
    {
      findings: [
        namesFinding,
        {
          ...namesFinding,
          service: 'x'.repeat(10_000),
          at: { file: 'SYSTEM', offset: 32, length: 4, keyPath: `K\\${'x'.repeat(200)}`, valueName: '' },
        },
      ],
      notRun: [notRun('SVC201', 'group-order-missing', 'groupOrder', hostileText)],
      summary: { errors: 2, warnings: 0, infos: 0, files: 2, services: 2 },
      inputs: [
        { file: namesFinding.at.file, services: 2 },
        { file: hostileText, services: 0, problem: `cannot read ${hostileText}` },
      ],
      suppressed: [{ finding: namesFinding, by: 'comment', reason: hostileText }],
    },
  ],
  [
    'no-places',
    {
      findings: [
        { ...finding, at: profilePlace },
        {
          ...tagFinding,
          at: profilePlace,
          related: [
            {
              at: { file: 'viostor.reg', line: 7, column: 1, length: 12 },
              message: '"TCPIP" is deleted here',
            },
          ],
        },
      ],
      notRun: [],
      summary: { errors: 1, warnings: 1, infos: 0, files: 1, services: 467 },
      inputs: [{ file: 'viostor.reg', services: 467 }],
    },
  ],
  [
    'many',
    {
      findings: Array.from({ length: 12 }, (_, index) => ({
        ...(index % 4 === 0 ? finding : tagFinding),
        at: { file: 'system.reg', line: 8 * 10 ** (index % 4), column: index + 1 },
      })),
      notRun: [],
      summary: { errors: 3, warnings: 9, infos: 1234, files: 3, services: 1401 },
    },
  ],
])

/** Thousands of findings: what formats leave out, and how they say so. */
export function manyFindings(number: number): LintReport {
  const findings = Array.from({ length: number }, (_, index): Finding => {
    const severity = (['info', 'warning', 'error'] as const)[index % 3] ?? 'info'
    return { ...finding, severity, at: { file: 'system.reg', line: index + 1, column: 1 } }
  })
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length
  const summary = { errors: count('error'), warnings: count('warning'), infos: count('info') }
  return { findings, notRun: [], summary: { ...summary, files: 1, services: 9000 } }
}

function notRun(ruleId: string, ruleName: string, need: string, help: string): LintReport['notRun'][number] {
  return { ruleId, ruleName, needs: [need], files: ['viostor.reg'], help }
}

const system = 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001'

function exported(...blocks: readonly string[]): string {
  return ['Windows Registry Editor Version 5.00', ...blocks].join('\r\n\r\n').concat('\r\n')
}

function list(...items: readonly string[]): string {
  const bytes = Buffer.from(
    items
      .map((item) => `${item}\0`)
      .join('')
      .concat('\0'),
    'utf16le',
  )
  return `hex(7):${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(',')}`
}

const whole = exported(
  `[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\r\n"Current"=dword:1`,
  `[${system}\\Control\\ServiceGroupOrder]\r\n"List"=${list('System Bus Extender', 'SCSI miniport', 'NetworkProvider')}`,
  `[${system}\\Control\\GroupOrderList]\r\n"SCSI miniport"=hex:02,00,00,00,02,00,00,00,01,00,00,00`,
  `[${system}\\Services\\aha154x]\r\n"Type"=dword:1\r\n"Start"=dword:0\r\n"ErrorControl"=dword:1\r\n"Group"="SCSI miniport"\r\n"Tag"=dword:1`,
  `[${system}\\Services\\Rdr]\r\n"Type"=dword:2\r\n"Start"=dword:3\r\n"ErrorControl"=dword:1\r\n"ImagePath"=hex(2):52,00,64,00,72,00,00,00`,
  `[${system}\\Services\\LanmanWorkstation]\r\n"Type"=dword:20\r\n"Start"=dword:2\r\n"ErrorControl"=dword:1\r\n"Group"="NetworkProvider"\r\n"DependOnService"=${list('Rdr', 'Ghost')}\r\n"ImagePath"="%SystemRoot%\\\\System32\\\\svchost.exe -k NetworkService"\r\n"Secret"=hex:01,02,03,04,05,06,07,08,09,0a`,
  `[${system}\\Services\\LanmanWorkstation\\Parameters]\r\n"ServiceDll"="wkssvc.dll"`,
  `[${system}\\Services\\Empty]`,
)

const fragment = exported(
  `[${system}\\Services\\viostor]\r\n"Type"=dword:1\r\n"Start"=dword:0\r\n"ErrorControl"=dword:1\r\n"Group"="SCSI miniport"\r\n"Tag"=dword:21`,
)

const hostile = exported(
  `[${system}\\Services\\__proto__]\r\n"Type"=dword:1\r\n"Start"=dword:0\r\n"ErrorControl"=dword:1\r\n"Group"="\u202egnp\u202c"\r\n"ImagePath"="\u001b[2Jx\u200b.sys"`,
  `[${system}\\Services\\=cmd|' /C calc'!A0]\r\n"Type"=dword:10\r\n"Start"=dword:2\r\n"ErrorControl"=dword:1\r\n"DisplayName"="a,\\"b\\""`,
  `[${system}\\Services\\\u30b5\u30fc\u30d3\u30b9\ufeff]\r\n"Type"=dword:1\r\n"Start"=dword:1\r\n"ErrorControl"=dword:1`,
)

async function servicesOf(text: string): Promise<Services> {
  return readServices(readReg(Buffer.from(`\ufeff${text}`, 'utf16le'), { file: 'sample.reg' }), {
    windows: '7',
  })
}

export const models: ReadonlyMap<string, Services> = new Map([
  ['regular', await servicesOf(whole)],
  ['clean', await servicesOf(exported(`[${system}\\Services]`))],
  ['fragment', await servicesOf(fragment)],
  ['hostile', await servicesOf(hostile)],
])

const guarantees = ['documented', 'release', 'open'] as const

/** A plan that holds every mark and both forms of a group, made by hand: what planners say is not judged here. */
export function planOf(services: Services): Plan {
  const steps = services.all
    .filter(({ kind }) => kind !== 'container')
    .map((service, index): Step => {
      const reasons = [
        { code: 'loader-loads', message: 'the loader loads it' },
        service.effective.group === undefined
          ? { code: 'no-group', message: 'no group' }
          : { code: 'group-listed', message: `group ${service.effective.group} is 2nd in ServiceGroupOrder` },
        {
          code: 'untagged',
          message: 'untagged: name order, which no document of Microsoft promises to anyone',
        },
      ]
      return {
        position: index + 1,
        service,
        group: service.effective.group,
        groupPosition: index === 0 ? 1 : undefined,
        tag: service.tag?.value,
        tagPosition: undefined,
        image: service.effective.imagePath,
        reasons,
        reason: reasons.map(({ message }) => message).join('; '),
        // Another one first in each sample, as the first has no mark.
        guarantee: guarantees[(index + services.all.length) % guarantees.length] ?? 'open',
        guaranteeCode: 'no-listed-tag',
        guaranteeReason: `neither ${service.name} nor the one before has a tag`,
        start: service.start?.value ?? 0,
        startOverride: undefined,
        neededBy: undefined,
      }
    })
  return {
    phases: [
      { phase: 'boot', algorithm: 'classic', steps },
      { phase: 'delayed', algorithm: 'scm', steps: [] },
    ],
    notes:
      steps.length === 1
        ? [{ code: 'group-order-missing', message: 'the input holds no ServiceGroupOrder' }]
        : [],
    evidence: [
      {
        phases: ['boot', 'system'],
        algorithm: 'classic',
        quality: 'measured',
        message: 'measured on machines of the release',
        measurements: [
          {
            phase: 'boot',
            registry: 'Windows 7 SP1',
            observed: 'a module list',
            common: 32,
            inOrder: { classic: 32, modern: 29 },
          },
        ],
      },
      {
        phases: ['auto', 'delayed'],
        algorithm: 'scm',
        quality: 'definition',
        message: "svcsim's own, checked against no log",
        measurements: [],
      },
    ],
  }
}

const ansi = { error: 31, warning: 33, info: 36, good: 32, heading: 1, name: 4, muted: 2 } as const
const end = '\u001b[0m'

/** Like chalk's functions it joins all its arguments: one that is handed to map() must show. */
function painted(code: number): (...text: unknown[]) => string {
  return (...text) => `\u001b[${code}m${text.join(' ')}${end}`
}

/** A palette of terminal escapes, one for each meaning. */
export const colours: Palette = {
  error: painted(ansi.error),
  warning: painted(ansi.warning),
  info: painted(ansi.info),
  good: painted(ansi.good),
  heading: painted(ansi.heading),
  name: painted(ansi.name),
  muted: painted(ansi.muted),
}

/** The text without the escapes of {@link colours}, and without the blanks that they kept from being trimmed. */
export function withoutColours(text: string): string {
  let plain = text.replaceAll(end, '')
  for (const code of Object.values(ansi)) plain = plain.replaceAll(`\u001b[${code}m`, '')
  return plain.replaceAll(/ +$/gm, '')
}
