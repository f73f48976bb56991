import { quote } from '../diagnostics/index.ts'
import { defineRule, type Rule } from './rule.ts'

/**
 * SERVICE_FAILURE_ACTIONS as the registry holds it, with pointers of four bytes in all releases: reset period, two
 * pointers, the count at offset 12, a pointer, then count pairs of action and delay.
 */
const headerLength = 20
const countOffset = 12
const actionLength = 8

export const failureActions: Rule = defineRule<{ service: string; length: number; count: number | null }>({
  id: 'SVC116',
  name: 'failure-actions',
  severity: 'warning',
  summary: 'FailureActions is shorter than the number of its actions says',
  page: {
    problem:
      'FailureActions has fewer bytes than its own count of actions needs: 20 bytes, and 8 more for each action.',
    fix:
      'Set the actions with sc failure, the Services console or ChangeServiceConfig2, and export the value. Written by ' +
      'hand, it is five numbers (seconds after which the count of failures is reset, 0, 0, the number of actions, ' +
      '20), then for each action its kind and the milliseconds to wait.',
    why:
      'The value is a structure of the Service Control Manager, read when the service fails and not before. A value that ' +
      'is cut short cannot hold the actions that it announces, so on the day of the failure the service is not ' +
      'restarted as its author meant.',
    exceptions:
      'A value that is longer is normal: Windows XP stores 36 bytes for services without an action. What the actions ' +
      'are is not judged, and a value that is not REG_BINARY is SVC106.',
    source: [
      'Microsoft: SERVICE_FAILURE_ACTIONSW and SC_ACTION',
      'Counted in stock hives of Windows XP to 10: each is as long as its count says, or longer',
    ],
  },
  bad: {
    services: {
      Sample: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        FailureActions: bytes(86400, 0, 0, 3, 20, 1, 60000),
      },
    },
  },
  good: {
    services: {
      Sample: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Sample\\sample.exe',
        FailureActions: bytes(86400, 0, 0, 3, 20, 1, 60000, 1, 60000, 0, 0),
      },
    },
  },
  check(services, report) {
    for (const { name, failureActions } of services.all) {
      if (!failureActions) continue
      const { value, at } = failureActions
      const count = countOf(value)
      if (count !== null && value.length >= neededFor(count)) continue
      report(at, { service: name, length: value.length, count }, { service: name })
    }
  },
  message({ service, length, count }) {
    const found = length === 1 ? '1 byte' : `${length} bytes`
    const expected =
      count === null
        ? `at least ${headerLength}`
        : `${neededFor(count)} for ${count === 1 ? '1 action' : `${count} actions`}`
    return `FailureActions of ${quote(service, 20)} has ${found}, expected ${expected}`
  },
  help: () => 'Set the actions with sc failure and export the value',
})

function countOf(data: Uint8Array): number | null {
  if (data.length < headerLength) return null
  return new DataView(data.buffer, data.byteOffset, data.length).getUint32(countOffset, true)
}

function neededFor(count: number): number {
  return headerLength + count * actionLength
}

/** Numbers of four bytes as a REG_BINARY. */
function bytes(...numbers: readonly number[]): { type: number; data: number[] } {
  return {
    type: 3,
    data: numbers.flatMap((number) => [0, 8, 16, 24].map((shift) => (number >>> shift) & 0xff)),
  }
}
