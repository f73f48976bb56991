import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { multi } from '../services/read.ts'
import { regText, run, soundDriver, temporaryFolder } from './run.ts'

const demand = { Type: 'dword:10', Start: 'dword:3', ErrorControl: 'dword:1' }

/** Longest line of an answer. */
function width(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length))
}

describe('start', () => {
  test('answers with a status, the order and what is not known', async () => {
    const { code, stdout } = await run(['start', '@windows-7', 'fax'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^start Fax: service, demand start$/m)
    expect(stdout).toMatch(/^StartService returns 0 ERROR_SUCCESS: /m)
    expect(stdout).toMatch(/^ +\d +TapiSrv +stopped +start +Fax needs it$/m)
    expect(stdout).toMatch(/^ +1056 ERROR_SERVICE_ALREADY_RUNNING +it was started since the boot$/m)
    expect(stdout).toMatch(/^ {2}- whether its process starts/m)
  })

  test('of a driver tells of the controller and of ZwLoadDriver', async () => {
    const { code, stdout } = await run(['start', '@windows-10', 'disk'])
    expect(code).toBe(0)
    expect(stdout).toContain('StartService returns 1056 ERROR_SERVICE_ALREADY_RUNNING')
    expect(stdout).toContain('\\Registry\\Machine\\System\\CurrentControlSet\\Services\\Disk')
    expect(stdout).toMatch(/0xC000010E STATUS_IMAGE_ALREADY_LOADED +it is loaded \(not verified\)/)
  })

  test('that is refused is an answer too', async () => {
    const { code, stdout } = await run(['start', '@windows-7', 'RemoteAccess'])
    expect(code).toBe(0)
    expect(stdout).toContain('1058 ERROR_SERVICE_DISABLED')
  })

  test('as JSON', async () => {
    const stdin = regText({ X: { ...soundDriver, DependOnService: multi('Ghost') } })
    const { stdout } = await run(['start', '-', 'x', '--format', 'json'], { stdin })
    const answer = JSON.parse(stdout)
    expect(answer).toMatchObject({
      schemaVersion: 1,
      service: 'X',
      kind: 'driver',
      action: 'start',
      status: { code: null, name: null, reason: 'it needs "Ghost", which this input does not hold' },
      kernelCall: { routine: 'ZwLoadDriver', image: 'System32\\Drivers\\X.sys', objectName: '\\Driver\\X' },
    })
    expect(answer.steps).toMatchObject([
      { position: 1, service: 'Ghost', kind: null, state: 'unknown', action: 'unknown', status: null },
      { position: 2, service: 'X', kind: 'driver', state: 'stopped', action: 'unknown' },
    ])
    expect(answer.notes.map(({ code }: { code: string }) => code)).toContain('fragment')
  })

  test('of a service that only an overlay has is refused by the controller', async () => {
    const stdin = regText({ New: soundDriver })
    const { code, stdout } = await run(['start', '-', 'new', '--base', '@windows-10'], { stdin })
    expect(code).toBe(0)
    expect(stdout).toContain('StartService returns 1060 ERROR_SERVICE_DOES_NOT_EXIST: only the input has New')
    expect(stdout).toContain('ZwLoadDriver, past the controller')
  })

  test('takes a service that the overlay deletes from the base', async () => {
    const stdin =
      'Windows Registry Editor Version 5.00\r\n\r\n[-HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Spooler]\r\n'
    const { code, stdout } = await run(['start', '-', 'spooler', '--base', '@windows-10'], { stdin })
    expect(code).toBe(0)
    expect(stdout).toContain('1056 ERROR_SERVICE_ALREADY_RUNNING')
    expect(stdout).toMatch(/the input deletes the key of Spooler/)
  })
})

describe('stop', () => {
  test('lists the running dependents in the order to stop them', async () => {
    const { code, stdout } = await run(['stop', '@windows-10', 'RpcSs', '--format', 'json'])
    expect(code).toBe(0)
    const { status, steps } = JSON.parse(stdout)
    expect(status).toMatchObject({ code: 1051, name: 'ERROR_DEPENDENT_SERVICES_RUNNING' })
    expect(steps.length).toBeGreaterThan(30)
    expect(steps.at(-1)).toMatchObject({ service: 'RpcSs', action: 'stop', reason: 'asked for' })
  })

  test('of a driver tells of ZwUnloadDriver and of DriverUnload, which is not known', async () => {
    const { stdout } = await run(['stop', '@windows-7', 'tcpip'])
    expect(stdout).toContain('ZwUnloadDriver, past the controller')
    expect(stdout).toContain('STATUS_INVALID_DEVICE_REQUEST')
    expect(stdout).toContain('whether the driver has set DriverUnload')
    expect(stdout).toContain('Windows 98 has ZwLoadDriver and no ZwUnloadDriver')
  })

  test('shortens long lists of names, whole with --verbose and in JSON', async () => {
    const brief = await run(['stop', '@windows-10', 'RpcSs'])
    expect(brief.stdout.replaceAll(/\s+/g, ' ')).toMatch(/and \d+ more \(--verbose names all\)/)
    const whole = await run(['stop', '@windows-10', 'RpcSs', '--verbose'])
    expect(whole.stdout).not.toContain('(--verbose names all)')
    expect(whole.stdout).toContain('Winmgmt')
  })
})

describe.each(['start', 'stop'])('%s', (command) => {
  test('does not know a name: the nearest is suggested', async () => {
    const { code, stderr } = await run([command, '@windows-10', 'Spoler'])
    expect(code).toBe(2)
    expect(stderr).toContain('there is no service "Spoler" in @windows-10; did you mean "Spooler"?')
  })

  test('takes key names, and tells the one of a display name', async () => {
    const stdin = regText({ Spooler: { ...demand, DisplayName: '"Print Spooler"' } })
    const { code, stderr } = await run([command, '-', 'print spooler'], { stdin })
    expect(code).toBe(2)
    expect(stderr).toContain('give its key name, "Spooler"')
  })

  test('needs an input that can be read', async () => {
    expect((await run([command, 'missing.reg', 'x'])).code).toBe(3)
    const file = join(temporaryFolder(), 'x.reg')
    writeFileSync(file, 'no registry')
    expect((await run([command, file, 'x'])).code).toBe(3)
  })

  test.each([60, 80])('fits a terminal of %i columns', async (terminal) => {
    for (const name of ['RpcSs', 'Spooler', 'tcpip', 'RemoteAccess', 'WdFilter', 'usbhub'])
      expect(
        width((await run([command, '@windows-10', name, '--color', 'never'], { terminal })).stdout),
      ).toBeLessThanOrEqual(terminal)
  })

  test('--only keeps the answer and shows these steps alone', async () => {
    const [name, initial] = command === 'start' ? ['Dnscache', 'n'] : ['nsi', 'd']
    const argv = [command, '@windows-10', name, '--format', 'json']
    const all: { service: string }[] = JSON.parse((await run(argv)).stdout).steps
    const wanted = all.filter(({ service }) => service.toLowerCase().startsWith(initial))
    expect(wanted.length).toBeGreaterThan(0)
    expect(wanted.length).toBeLessThan(all.length)
    expect(JSON.parse((await run([...argv, '--only', `${initial}*`])).stdout).steps).toEqual(wanted)
  })

  test('prints no character of a name that acts on a terminal', async () => {
    const name = 'evil\u001b[31m\u202e'
    const stdin = regText({
      [name]: { ...demand, DependOnService: multi('\u001b[2J'), DependOnGroup: multi('\u009b') },
      other: { ...demand, DependOnService: multi(name) },
    })
    for (const format of ['text', 'json']) {
      const { stdout } = await run([command, '-', name, '--format', format], { stdin })
      expect(stdout).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u)
      expect(stdout.length).toBeGreaterThan(100)
    }
  })
})

describe('thousands of steps', () => {
  const chain = regText(
    Object.fromEntries(
      Array.from({ length: 300 }, (_, at): [string, Record<string, string>] => [
        `s${at}`,
        { ...demand, ...(at < 299 && { DependOnService: multi(`s${at + 1}`) }) },
      ]),
    ),
  )

  test('are shown by the first and the last, unless all are asked for', async () => {
    const { stdout } = await run(['start', '-', 's0'], { stdin: chain })
    const rows = stdout.split('\n').filter((line) => /^ +(\d+|…) /.test(line))
    expect(rows.slice(0, 46)).toHaveLength(46)
    expect(rows[39]).toMatch(/^ +40 +s260 /)
    expect(rows[40]).toMatch(/^ +… +255 more \(--verbose\)/)
    expect(rows[45]).toMatch(/^ +300 +s0 +stopped +start +asked for$/)
    const whole = await run(['start', '-', 's0', '--verbose'], { stdin: chain })
    expect(whole.stdout).toMatch(/^ +41 +s259 /m)
    expect(whole.stdout).not.toContain('…')
  })

  test('are all in JSON', async () => {
    const { stdout } = await run(['start', '-', 's0', '--format', 'json'], { stdin: chain })
    expect(JSON.parse(stdout).steps).toHaveLength(300)
  })
})

test('names of many services are five, and all in a list of JSON', async () => {
  const [{ stdout }, text] = await Promise.all([
    run(['stop', '@windows-10', 'RpcSs', '--format', 'json']),
    run(['stop', '@windows-10', 'RpcSs']),
  ])
  const { unknown } = JSON.parse(stdout)
  const since = unknown.find(({ code }: { code: string }) => code === 'started-since')
  expect(since.names.length).toBeGreaterThan(20)
  expect(since.message).toMatch(/: [^,]+(, [^,]+){4} and \d+ more$/)
  expect(text.stdout).toContain(`${since.message} (--verbose names all)`)
})

test('where nothing limits the width, sentences stay whole', async () => {
  const { stdout } = await run(['stop', '@windows-10', 'RpcSs'])
  expect(stdout).toMatch(/^ControlService \(stop\) returns .{100}/m)
})

test.each(['boot', 'log', 'why', 'start', 'stop'])('%s offers nothing that judges an input', async (name) => {
  const { stdout } = await run([name, '--help'])
  expect(stdout).toContain('--base <input>')
  expect(stdout).not.toMatch(/--all-keys|--deep/)
  expect(stdout.includes('--only')).toBe(name !== 'why')
})
