import { describe, expect, test } from 'vitest'
import { explain, explainPair, planOrder, type Services } from '../../src/index.ts'
import { isSafe } from '../../src/report/escape.ts'
import { evidenceLines } from '../../src/report/evidence.ts'
import { whyJson } from '../../src/report/why-json.ts'
import { whyText } from '../../src/report/why-text.ts'
import { displayWidth } from '../../src/report/wrap.ts'
import { colours, models, withoutColours } from './samples.ts'

const explanations = [...models].flatMap(([name, services]) =>
  everyExplanation(services).map((explanation, index) => ({ name, index, services, explanation })),
)

function everyExplanation(services: Services): ReturnType<typeof explain>[] {
  const context = { services, plan: planOrder(services), options: {} }
  return services.all.flatMap((service) => [
    explain(context, service),
    ...services.all.map((other) => explainPair(context, service, other)),
  ])
}

function namesOf(explanation: ReturnType<typeof explain>): string[] {
  return explanation.services.map(({ service }) => service.name)
}

describe('golden', () => {
  const regular = models.get('regular')
  if (regular === undefined) throw new Error('there is no model "regular"')
  const context = { services: regular, plan: planOrder(regular), options: {} }
  const [service, other] = [regular.get('LanmanWorkstation'), regular.get('Rdr')]
  if (service === undefined || other === undefined) throw new Error('the model lacks a service')

  test('one service', async () => {
    const text = whyText(explain(context, service))
    await expect(text).toMatchFileSnapshot('../../fixtures/report/why-regular.txt')
    await expect(whyText(explain(context, service), { columns: 60 })).toMatchFileSnapshot(
      '../../fixtures/report/narrow-why-regular.txt',
    )
  })

  test('two services', async () => {
    const pair = explainPair(context, service, other)
    await expect(whyText(pair)).toMatchFileSnapshot('../../fixtures/report/why-pair.txt')
    await expect(whyJson(regular, pair)).toMatchFileSnapshot('../../fixtures/report/why-pair.json')
  })
})

describe('every explanation', () => {
  test.each(explanations)('$name $index is safe, wrapped and the same in colour', ({ explanation }) => {
    const text = whyText(explanation, { columns: 60 })
    expect(text).toMatch(/[^\n]\n$/)
    for (const line of text.split('\n')) {
      expect(isSafe(line)).toBe(true)
      expect(displayWidth(line)).toBeLessThanOrEqual(60)
    }
    expect(withoutColours(whyText(explanation, { columns: 60, palette: colours }))).toBe(text)
  })

  test.each(explanations)('$name $index holds every sentence in JSON', ({ services, explanation }) => {
    const json = JSON.parse(whyJson(services, explanation))
    expect(json.schemaVersion).toBe(1)
    expect(json.services.map(({ name }: { name: string }) => name)).toEqual(namesOf(explanation))
    const count = explanation.sections.reduce((sum, { sentences }) => sum + sentences.length, 0)
    expect(json.sentences).toHaveLength(count)
    for (const { text, certainty } of json.sentences) {
      expect(text).toMatch(/\.$/)
      expect(['read', 'documented', 'measured', 'inference', 'definition', 'unknown']).toContain(certainty)
    }
  })
})

test('evidence has a line for each comparison', () => {
  const regular = models.get('regular')
  const lines = regular ? evidenceLines(planOrder(regular).evidence) : []
  expect(lines).toHaveLength(4)
  expect(lines[0]).toMatch(/^evidence for boot and system \(classic algorithm\): measured, for 6\.1;/)
  expect(lines[1]).toBe(
    'evidence: of 32 boot drivers in common, in predicted order: 32 classic, 29 modern (registry of Windows 7 SP1, a module list of Windows 7 x64)',
  )
})
