import { expect, test } from 'vitest'
import { readReg, readServices } from '../../src/index.ts'
import { defineRule, type Example, lint, type Need, type Rule, rules } from '../../src/rules/index.ts'
import { readBytes } from './read.ts'
import { encodeExample } from './render-example.ts'

const everyService = (change: Partial<Rule> = {}): Rule => ({
  ...defineRule<{ service: string }>({
    id: 'SVC998',
    name: 'every-service',
    severity: 'warning',
    summary: 'every service there is',
    page: { problem: '', fix: '', why: '', exceptions: '', source: [] },
    bad: {},
    good: {},
    check(services, report) {
      for (const { name, at } of services.all.toReversed()) {
        report(at, { service: name }, { service: name })
        report(at, { service: name }, { service: name })
      }
      report({ file: 'example.reg', line: 1, column: 1 }, { service: 'none' })
    },
    message: ({ service }) => `Found "${service}"`,
  }),
  ...change,
})

const fragment: Example = {
  fragment: true,
  services: { disk: { Start: 0 }, Diskette: { Start: 3 }, acme: { Start: 3 } },
}
const read = (example: Example) => readBytes(encodeExample(example), { file: 'example.reg' })

test('findings are sorted by place and exact repetitions dropped', async () => {
  const { findings } = lint(await read(fragment), { rules: [everyService()] })
  expect(findings.map(({ message }) => message)).toEqual([
    'Found "none"',
    'Found "disk"',
    'Found "Diskette"',
    'Found "acme"',
  ])
})

test('only: globs of service names; findings about none are left out, but for those about the file', async () => {
  const services = await read(fragment)
  const messages = (only: string[], rule = everyService()): string[] =>
    lint(services, { only, rules: [rule] }).findings.map(({ message }) => message)
  expect(messages(['DISK*'])).toEqual(['Found "disk"', 'Found "Diskette"'])
  expect(messages(['disk', 'ac?e'])).toEqual(['Found "disk"', 'Found "acme"'])
  expect(messages(['nothing'])).toEqual([])
  expect(messages(['nothing'], everyService({ id: 'SVC001' }))).toEqual(['Found "none"'])
})

test('a rule that lacks what it needs is named once, with what to give', async () => {
  let ran = 0
  const check: Rule['check'] = (_services, _report, { unknown }) => {
    ran++
    unknown('services')
    unknown('services')
  }
  const lacking = everyService({ id: 'SVC997', name: 'lacking', needs: ['groupOrder', 'vectors'], check })
  const { notRun } = lint(await read(fragment), { rules: [lacking, everyService({ check })] })
  expect(ran).toBe(1)
  expect(notRun).toEqual([
    {
      ruleId: 'SVC997',
      ruleName: 'lacking',
      needs: ['groupOrder', 'vectors'],
      help: 'The input lacks the group list (Control\\ServiceGroupOrder) and the tag vectors (Control\\GroupOrderList): lay it over a base, as with --base @windows-10',
    },
    {
      ruleId: 'SVC998',
      ruleName: 'every-service',
      needs: ['services'] satisfies Need[],
      help: 'The input lacks the other services: lay it over a base, as with --base @windows-10',
    },
  ])
})

test('those who have a base are told to take another one, not to take one', async () => {
  const lacking = everyService({ needs: ['groupOrder'] })
  const base = Buffer.from('REGEDIT4\r\n')
  const help = async (windows: '10' | 'nt-3.51'): Promise<unknown> =>
    lint(await readServices(readReg(base, { file: 'x' }), { base: readReg(base, { file: 'y' }), windows }), {
      rules: [lacking],
    }).notRun[0]?.help
  const lack =
    'The input and its base lack the group list (Control\\ServiceGroupOrder): take a base that holds them'
  expect(await help('10')).toBe(`${lack}, such as @windows-10`)
  expect(await help('nt-3.51')).toBe(lack)
})

test('the order is simulated once, and only when a rule asks for it', async () => {
  const services = await read(fragment)
  let looks = 0
  const watched = {
    ...services,
    // Every simulation looks for the drivers that an override or the boot file system adds.
    get all() {
      looks++
      return services.all
    },
  }
  const given: unknown[] = []
  const idle: Rule['check'] = () => {}
  const asking: Rule['check'] = (_services, _report, context) => {
    given.push(context.bootPositions())
  }
  lint(watched, { rules: [everyService({ check: idle })] })
  expect(looks).toBe(0)
  lint(watched, { rules: [everyService({ check: asking })] })
  const once = looks
  expect(once).toBeGreaterThan(0)
  lint(watched, { rules: [everyService({ check: asking }), everyService({ id: 'SVC997', check: asking })] })
  expect(looks).toBe(2 * once)
  expect(given[1]).toBe(given[2])
})

test('findings in a base point at the edits that brought them about', async () => {
  const text = (...lines: string[]): Uint8Array => Buffer.from(['REGEDIT4', ...lines, ''].join('\r\n'))
  const set = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet'
  const causes = async (ruleId: string, ...lines: string[]): Promise<Set<string>> => {
    const { findings } = lint(await readBytes(text(...lines), { file: 'patch.reg', base: '@windows-10' }))
    const inBase = findings.filter(({ ruleId: id, at }) => id === ruleId && at.file === '@windows-10')
    expect(inBase.length).toBeGreaterThan(0)
    return new Set(
      inBase.flatMap(({ related }) =>
        related
          .filter(({ at }) => at.file === 'patch.reg')
          .map(({ at, message }) => `${at.line}: ${message}`),
      ),
    )
  }
  const deleted = await causes('SVC301', `[-${set}\\Services\\Tcpip]`)
  expect(new Set([...deleted].map((line) => line.toLowerCase()))).toEqual(
    new Set(['2: "tcpip" is deleted here']),
  )
  expect(await causes('SVC101', `[${set}\\Services\\disk]`, '"Type"=-')).toEqual(
    new Set(['3: "Disk" is changed here']),
  )
  expect(await causes('SVC207', `[${set}\\Control\\GroupOrderList]`, '"SCSI miniport"=-')).toContain(
    '3: the tag vectors: changed here',
  )
  expect(await causes('SVC201', `[-${set}\\Control\\ServiceGroupOrder]`)).toEqual(
    new Set(['2: the group list: deleted here']),
  )
  expect(await causes('SVC405', `[-${set}\\Services]`)).toContain('2: "partmgr" is deleted here')
  expect(await causes('SVC201', `[-${set}\\Control]`)).toEqual(
    new Set(['2: the group list, the tag vectors, the device classes: deleted here']),
  )
  // The finding names ParVdm and the group, and nobody says who left it.
  const left = await readBytes(text(`[${set}\\Services\\Parport]`, '"Group"="Base"'), {
    file: 'patch.reg',
    base: '@windows-xp',
  })
  expect(lint(left).findings.find(({ ruleId }) => ruleId === 'SVC307')).toMatchObject({
    service: 'ParVdm',
    data: { cause: 'no-member' },
    related: [{ at: { file: 'patch.reg', line: 3 }, message: '"Parport" is changed here' }],
  })
})

test('a file whose keys all lack a root has nothing that could be laid over a base', async () => {
  const judge = async (base: string | undefined, ...more: string[]) => {
    const lines = ['REGEDIT4', '[ControlSet001\\Services\\a]', '"Start"=dword:3', ...more, '']
    const services = await readBytes(Buffer.from(lines.join('\r\n')), {
      file: 'patch.reg',
      ...(base === undefined ? {} : { base }),
    })
    const { findings } = lint(services, { rules: rules.filter(({ id }) => id === 'SVC001') })
    return findings.map(({ severity, data }) => `${severity} ${data['code']}`)
  }
  expect(await judge(undefined)).toEqual(['info root-absent'])
  expect(await judge('@windows-10')).toEqual(['error root-absent'])
  const other = '[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\b]'
  expect(await judge('@windows-10', other)).toEqual(['info root-absent'])
})
