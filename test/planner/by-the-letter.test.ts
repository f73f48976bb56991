import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOrder } from '../../src/planner/index.ts'
import { classicOrder } from './by-the-letter/classic.ts'
import { controllerOrder } from './by-the-letter/controller.ts'
import { modernOrder } from './by-the-letter/modern.ts'
import type { PlainRegistry } from './by-the-letter/plain-registry.ts'
import { randomControllerRegistry } from './by-the-letter/random-controller.ts'
import { randomKernelRegistry } from './by-the-letter/random-kernel.ts'
import { regText } from './by-the-letter/reg-text.ts'
import { servicesOf } from './read.ts'

/**
 * The planner against a second implementation that shares nothing with it: both get the same registry, one as plain
 * values, the other as .reg text by way of the readers.
 */
const read = (registry: PlainRegistry) => servicesOf(Buffer.from(regText(registry)), 'random.reg', '10')

describe('the order of boot and system drivers', () => {
  const cases = fc.record({
    registry: randomKernelRegistry,
    bootFileSystem: fc.constantFrom('ntfs', 'NTFS', 'a', null),
    measuredBoot: fc.boolean(),
  })

  it('agrees with the loaders taken by the letter on 10,000 random registries', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ registry, bootFileSystem, measuredBoot }) => {
        const services = await read(registry)
        const planned = { bootFileSystem, measuredBoot }
        for (const phase of ['boot', 'system'] as const) {
          const order = (algorithm: 'classic' | 'modern'): string =>
            planOrder(services, { ...planned, start: phase, algorithm })
              .phases.flatMap(({ steps }) => steps.map(({ service }) => service.name))
              .join(' ')
          expect(order('classic')).toBe(classicOrder(registry, phase, bootFileSystem).join(' '))
          expect(order('modern')).toBe(modernOrder(registry, phase, planned).join(' '))
        }
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('the order of auto-start services', () => {
  it('agrees with its definition taken by the letter on 3,000 random registries', async () => {
    const cases = fc.record({ registry: randomControllerRegistry, assumeTags: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(cases, async ({ registry, assumeTags }) => {
        const { phases } = planOrder(await read(registry), { start: 'auto', assumeTags })
        const planned = phases.map(({ steps }) => steps.map(({ service }) => service.name).join(' '))
        const { auto, delayed } = controllerOrder(registry, assumeTags)
        expect(planned).toEqual([auto.join(' '), delayed.join(' ')])
      }),
      { numRuns: 3000 },
    )
  })
})
