import { expect, test } from 'vitest'
import { startOf } from '../../src/cli/describe/start.ts'
import { readHive, readServices } from '../../src/index.ts'
import { listTable } from '../../src/report/list-table.ts'
import { buildHive, dword, key, sz } from '../formats/hive/builder/index.ts'

const { bytes } = buildHive(
  key(
    'ROOT',
    [],
    [
      key(
        'ControlSet001',
        [],
        [
          key(
            'Services',
            [],
            [
              key(
                'WaaSMedicSvc_of_a_user_1a2b3c',
                [
                  dword('Type', 0xe0),
                  dword('Start', 2),
                  dword('ErrorControl', 1),
                  dword('DelayedAutostart', 1),
                  dword('Tag', 12),
                  sz('Group', 'FSFilter Continuous Backup'),
                  sz('ImagePath', '%SystemRoot%\\System32\\svchost.exe -k LocalServiceNetworkRestricted -p'),
                ],
                [key('Parameters', [sz('ServiceDll', '%SystemRoot%\\System32\\WaaSMedicSvcOfTheUser.dll')])],
              ),
            ],
          ),
        ],
      ),
    ],
  ),
)

// What an image tells goes before what nothing else tells: when the key was written.
test.each([
  [80, ['Service', 'Start', 'Group', 'Tag', 'Image']],
  [120, ['Service', 'Start', 'Group', 'Tag', 'Image', 'Key written']],
  [140, ['Service', 'Type', 'Start', 'Group', 'Tag', 'Image', 'Key written']],
  [180, ['Service', 'Type', 'Start', 'Group', 'Tag', 'Image', 'Service DLL', 'Key written']],
  [220, ['Service', 'Type', 'Start', 'Error control', 'Group', 'Tag', 'Image', 'Service DLL', 'Key written']],
])('a terminal of %i columns has room for these', async (columns, headings) => {
  const services = await readServices(readHive(Uint8Array.from(bytes), { file: 'SYSTEM' }))
  const [heading = '', ...lines] = listTable(services.all, startOf(services), { columns }).split('\n')
  expect(heading.trim().split(/ {2,}/)).toEqual(headings)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns)
})
