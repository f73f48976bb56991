import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lint, planOrder, readRegistry, readServices, simulateBoot } from '../src/index.ts'

const root = new URL('../fixtures/', import.meta.url)

test.each([
  ['hive', 'hive/small-system.hive'],
  ['reg', 'boot/demand-start/input.reg'],
])('one call reads a %s', async (kind, path) => {
  const registry = readRegistry(readFileSync(new URL(path, root)), { file: path })
  expect(registry.format.kind).toBe(kind)
  const services = await readServices(registry)
  expect(services.all.length).toBeGreaterThan(0)
  expect(planOrder(services).phases).toHaveLength(4)
  expect(lint(services).findings).toBeInstanceOf(Array)
  expect(simulateBoot(services).verdict).toMatch(/^comes-up/)
})

test('bytes that are no registry are said to be none', () => {
  const registry = readRegistry(Buffer.from('\x89PNG\r\n'), { file: 'a.png' })
  expect('isReg' in registry && registry.isReg).toBe(false)
})
