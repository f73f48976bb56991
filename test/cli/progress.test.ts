import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { InputsProgress } from '../../src/cli/progress.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** What is written while inputs end at these times, in milliseconds. */
function shownAt(times: readonly number[]): { written: string[]; progress: InputsProgress } {
  const written: string[] = []
  const progress = new InputsProgress(1000, { write: (text) => written.push(String(text)) })
  let now = 0
  for (const time of times) {
    vi.advanceTimersByTime(time - now)
    now = time
    progress.done()
  }
  return { written, progress }
}

test('progress is not shown in the first second of work', () => {
  const { written, progress } = shownAt([10, 500, 990])
  progress.clear()
  expect(written).toEqual([])
})

test('then a few times a second, in one line that is gone at the end', () => {
  const { written, progress } = shownAt([10, 1000, 1010, 1150, 1200, 1300, 1400])
  progress.clear()
  progress.clear()
  const clear = '\r\u001b[K'
  expect(written).toEqual([
    `${clear}2 of 1000 inputs`,
    `${clear}5 of 1000 inputs`,
    `${clear}7 of 1000 inputs`,
    clear,
  ])
})
