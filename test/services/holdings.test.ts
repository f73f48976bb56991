import { describe, expect, it } from 'vitest'
import { readProfile, readServices } from '../../src/services/index.ts'
import { dwords, multi, reg, services } from './read.ts'

const set = '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet'
const select = '[HKEY_LOCAL_MACHINE\\SYSTEM\\Select]\n"Current"=dword:1\n'
const one = `${set}\\Services\\a]\n"Type"=dword:1\n`
const hundred = Array.from({ length: 100 }, (_, index) => `${set}\\Services\\s${index}]\n`).join('')
const order = `${set}\\Control\\ServiceGroupOrder]\n"List"=${multi('Base')}\n`
const vectors = `${set}\\Control\\GroupOrderList]\n"Base"=${dwords(1, 1)}\n`

describe('a fragment', () => {
  it.each([
    ['one service', one, true],
    ['a patch that adds a driver and its group', one + order, true],
    ['a patch that adds a driver and its tag', one + vectors, true],
    ['many services alone', hundred, true],
    ['groups alone', order + vectors, true],
    ['Select, groups and services', select + order + one, false],
    ['Select and a hundred services, the list missing', select + hundred, false],
    ['the keys of a running system, without Select', order + vectors + one, false],
    ['groups and a hundred services', order + hundred, false],
  ])('%s: %s', async (_, lines, fragment) => {
    expect((await services(lines)).holds.fragment).toBe(fragment)
  })

  it('laid over a whole base is whole, over a fragment a fragment', async () => {
    const patch = reg(one, 'patch.reg')
    const over = async (name: string) => {
      const base = await readProfile(name)
      return (await readServices(patch, base ? { base } : {})).holds.fragment
    }
    expect([await over('@windows-10'), await over('@nt-3.51')]).toEqual([false, true])
  })

  it('says what is held', async () => {
    expect((await services(one + order)).holds).toEqual({
      fragment: true,
      services: true,
      groupOrder: true,
      vectors: false,
      select: false,
      safeBoot: false,
      classes: false,
      devices: false,
      criticalDevices: false,
      hardwareConfiguration: false,
    })
  })
})
