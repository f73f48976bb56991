import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../src/report/wrap.ts'
import { regText, run, soundDriver } from './run.ts'

describe('why', () => {
  test('explains one service', async () => {
    const { code, stdout } = await run(['why', '@windows-7', 'disk'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Disk: \d+ of \d+ in the boot phase$/m)
    for (const heading of ['Phase', 'Place in the phase', 'Neighbours', 'What would change it', 'Sources'])
      expect(stdout.split('\n')).toContain(heading)
    expect(stdout).toMatch(/\[documented 1(?:, \d)?\]$/m)
  })

  test('explains the order of two, and exits with 0 whichever it is', async () => {
    const after = await run(['why', '@windows-10', 'EhStorClass', '--after', 'volmgr'])
    expect(after).toMatchObject({ code: 0 })
    expect(after.stdout).toMatch(
      /^EhStorClass comes after volmgr\n.*\n.*\nGuaranteed: Microsoft documents it\.\n/,
    )
    const before = await run(['why', '@windows-10', 'volmgr', '--after', 'EhStorClass'])
    expect(before).toMatchObject({ code: 0 })
    expect(before.stdout).toMatch(/^volmgr does not come after EhStorClass, but before it\n/)
    const same = await run(['why', '@windows-10', 'volmgr', '--after', 'VOLMGR'])
    expect(same).toMatchObject({ code: 0 })
    expect(same.stdout).toMatch(/^volmgr: one service, named twice\n/)
    const none = await run(['why', '@windows-10', 'volmgr', '--after', 'TPM'])
    expect(none).toMatchObject({ code: 0 })
    expect(none.stdout).toMatch(/^volmgr after TPM: not known\n/)
  })

  test('gives JSON that scripts know', async () => {
    const { stdout } = await run(['why', '@windows-10', 'pci', '--after', 'ACPI', '--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      windows: { release: '10' },
      services: [
        { name: 'pci', kind: 'driver', phase: 'boot' },
        { name: 'ACPI', kind: 'driver', phase: 'boot' },
      ],
      phase: 'boot',
      position: expect.any(Number),
      relation: 'after',
      guarantee: 'release',
      code: 'promoted',
      sentences: expect.arrayContaining([
        {
          topic: 'answer',
          code: 'promoted',
          text: expect.stringMatching(/^ACPI does not wait for its turn/),
          source: expect.stringMatching(/nt-load-order/),
          certainty: 'measured',
          names: ['ACPI', 'pci'],
        },
      ]),
      whatWouldChange: [{ code: 'promoted' }],
      atStake: [],
    })
    const alone = JSON.parse((await run(['why', '@windows-10', 'TPM', '--format', 'json'])).stdout)
    expect(alone).toMatchObject({
      relation: null,
      guarantee: null,
      phase: null,
      position: null,
      code: 'not-in-plan',
    })
  })

  test('names what is nearest to a name that is not there', async () => {
    const wrong = await run(['why', '@windows-10', 'volmg'])
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toBe('svcsim: there is no service "volmg" in @windows-10; did you mean "volmgr"?\n')
    const other = await run(['why', '@windows-10', 'volmgr', '--after', 'volmgx'])
    expect(other).toMatchObject({ code: 2, stdout: '' })
    expect(other.stderr).toMatch(/no service "volmgx" in @windows-10; did you mean "volmgrx?"/)
  })

  test('goes by the options of the order', async () => {
    const text = async (...options: string[]): Promise<string> =>
      (await run(['why', '@windows-10', 'pdc', '--after', 'partmgr', ...options])).stdout
    expect(await text()).toMatch(/^pdc does not come after partmgr/)
    expect(await text('--algorithm', 'classic')).toMatch(/^pdc comes after partmgr/)
    expect(await text('--algorithm', 'classic')).toMatch(/asked for: the modern algorithm/)
  })

  test('tells with --verbose how well the order is known', async () => {
    const { stderr } = await run(['why', '@windows-10', 'pci', '--verbose'])
    expect(stderr).toMatch(
      /evidence: of 36 boot drivers in common, in predicted order: 27 classic, 34 modern/,
    )
    expect(stderr).toMatch(/evidence for auto and delayed \(Service Control Manager\): svcsim's definition/)
    expect((await run(['why', '@windows-10', 'pci'])).stderr).not.toContain('evidence')
  })

  test.each([30, 60, 80, 200])('keeps within a terminal of %i columns, and within 80', async (terminal) => {
    const { stdout } = await run(['why', '@windows-10', 'WdFilter', '--color', 'never'], { terminal })
    for (const line of stdout.split('\n'))
      expect(displayWidth(line)).toBeLessThanOrEqual(Math.min(terminal, 80))
  })

  test('prints no name raw', async () => {
    const name = 'a\u202eb\u001b[2J'
    const stdin = regText({ [name]: { ...soundDriver, Start: 'dword:0', Group: '"g\u0007"' } })
    const { code, stdout } = await run(['why', '-', name], { stdin })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^a\\u\{202e\}b\\u\{1b\}\[2J: 1 of 1 in the boot phase$/m)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}/u)
  })
})

describe('order', () => {
  test('tells with --verbose how well it is known, in JSON always', async () => {
    const { stderr } = await run(['order', '@windows-xp', '--start', 'system', '--verbose'])
    expect(stderr).toMatch(/evidence for system \(classic algorithm\): measured/)
    expect(stderr).toMatch(/of 17 system drivers in common, in predicted order: 17 classic, 15 modern/)
    expect(stderr).not.toContain('boot drivers in common')
    const { stdout } = await run(['order', '@windows-xp', '--format', 'json'])
    const { evidence, phases } = JSON.parse(stdout)
    expect(evidence).toMatchObject([
      { phases: ['boot', 'system'], algorithm: 'classic', quality: 'measured' },
      { phases: ['auto', 'delayed'], algorithm: 'scm', quality: 'definition', measurements: [] },
    ])
    expect(phases[0].steps[0]).toMatchObject({ guarantee: 'documented', guaranteeCode: 'first-of-phase' })
    for (const step of phases[0].steps) expect(step.guaranteeReason).toMatch(/./)
  })
})
