import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Services } from '../../src/services/index.ts'
import { names, servicesOf } from './read.ts'

const corpus = process.env['SVCSIM_CORPUS']
const reason = corpus === undefined ? ' (skipped: SVCSIM_CORPUS is not set)' : ''

interface Expected {
  readonly classic: Record<'boot' | 'system', string[]>
  readonly modern: Record<'boot' | 'system', string[]>
  readonly scm: Record<'auto' | 'delayed', string[]>
}

/** File names tell the hive, how much of it was exported, and in which style. */
const exports = corpus === undefined ? ['none'] : readdirSync(join(corpus, 'exports')).sort()

describe.skipIf(corpus === undefined)(`the order of real registries${reason}`, () => {
  it.each(exports)('%s', async (file) => {
    const [hive = ''] = file.split(/\.(?:full|services)\./)
    const folder = corpus ?? ''
    const expected = JSON.parse(
      readFileSync(join(folder, 'expected-order', `${hive}.json`), 'utf8'),
    ) as Expected
    const services = await servicesOf(gunzipSync(readFileSync(join(folder, 'exports', file))), file)
    expect(kernelOrders(services)).toEqual({ classic: expected.classic, modern: expected.modern })
    if (!file.includes('.full.')) return
    expect({ auto: names(services, 'auto'), delayed: names(services, 'delayed') }).toEqual(expected.scm)
  })
})

function kernelOrders(services: Services): unknown {
  const order = (algorithm: 'classic' | 'modern') => {
    const options = { algorithm, startOverride: false, bootFileSystem: null }
    return { boot: names(services, 'boot', options), system: names(services, 'system', options) }
  }
  return { classic: order('classic'), modern: order('modern') }
}
