import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Finding, severityRank } from '../../src/diagnostics/index.ts'
import { type LintResult, lint } from '../../src/rules/index.ts'
import type { Services } from '../../src/services/index.ts'
import { lintReg, readBytes } from './read.ts'

const corpus = process.env['SVCSIM_CORPUS']
if (!corpus) console.warn('test/rules/corpus.test.ts: SVCSIM_CORPUS is not set, real exports are not judged')

/** Findings by rule, those about in-box services apart from all others. */
function countFindings(
  services: Services,
  findings: readonly Finding[],
): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {}
  for (const { ruleId, severity, service } of findings) {
    const known = service === undefined ? undefined : services.get(service)
    const whose = known && services.inBox(known) ? 'in-box' : 'other'
    const row = counts[ruleId] ?? {}
    counts[ruleId] = row
    row[`${whose} ${severity}`] = (row[`${whose} ${severity}`] ?? 0) + 1
  }
  return counts
}

/** `line:column severity rule service` of what is at least as bad as `least`: wording is free to improve. */
function lines(findings: readonly Finding[], least: Finding['severity']): string[] {
  return findings
    .filter(({ severity }) => severityRank[severity] <= severityRank[least])
    .map(
      ({ at, severity, ruleId, service }) =>
        `${at.line}:${at.column} ${severity} ${ruleId} ${service ?? '-'}`,
    )
}

/**
 * Findings of the whole exports of four machines. The counts were checked against an independent count made from the
 * text of the exports, the warnings and errors one by one.
 */
const exports: Record<string, { counts: Record<string, Record<string, number>>; warnings: string[] }> = {
  'windows-xp-sp3': {
    counts: {
      SVC004: { 'other info': 1 },
      SVC101: { 'in-box info': 2 },
      SVC106: { 'in-box info': 2 },
      SVC108: { 'in-box info': 1 },
      SVC205: { 'other warning': 2 },
      SVC206: { 'in-box info': 1 },
      SVC207: { 'in-box info': 1 },
      SVC210: { 'in-box info': 55, 'other info': 2 },
      SVC211: { 'in-box info': 2 },
      SVC212: { 'in-box info': 16 },
      SVC307: { 'in-box info': 1 },
      SVC404: { 'in-box info': 1 },
      SVC409: { 'other info': 6 },
    },
    // A virus scanner's own group, which its setup put into GroupOrderList alone.
    warnings: ['22818:9 warning SVC205 AvgLdx86', '22839:9 warning SVC205 AvgMfx86'],
  },
  'windows-7-sp1': {
    counts: {
      SVC001: { 'in-box info': 2 },
      SVC004: { 'other info': 1 },
      SVC101: { 'other error': 1 },
      SVC106: { 'in-box info': 1, 'other info': 2 },
      SVC107: { 'other info': 2 },
      SVC108: { 'in-box info': 1 },
      SVC114: { 'in-box info': 4 },
      SVC119: { 'other warning': 1 },
      SVC206: { 'in-box info': 3 },
      SVC208: { 'in-box warning': 1 },
      SVC210: { 'in-box info': 40, 'other info': 3 },
      SVC212: { 'in-box info': 41 },
      SVC306: { 'in-box info': 6 },
      SVC307: { 'in-box info': 1 },
      SVC401: { 'in-box info': 9 },
      SVC403: { 'in-box info': 2 },
      SVC404: { 'in-box info': 1, 'other warning': 2 },
      SVC409: { 'other info': 11 },
    },
    warnings: [
      '83460:7 warning SVC208 MsRPC',
      // The second name of a virus scanner's driver (AltServiceName), removed while it ran.
      '95894:14 warning SVC119 mfeavfk01',
      // A virus scanner's driver in FSFilter Anti-Virus: Type 1, no Instances, no dependency.
      '95973:9 warning SVC404 mfehidk',
      '95989:8 warning SVC404 mfehidk',
      // What an uninstalled print service left behind: a key with Start alone.
      '106920:1 error SVC101 tpautoconnsvc',
    ],
  },
  'windows-8.1': {
    counts: {
      SVC106: { 'in-box info': 1, 'other info': 2 },
      SVC114: { 'in-box info': 2 },
      SVC206: { 'in-box info': 3 },
      SVC207: { 'in-box info': 2, 'other info': 1 },
      SVC208: { 'in-box warning': 1 },
      SVC209: { 'in-box info': 1 },
      SVC210: { 'in-box info': 82, 'other info': 2 },
      SVC211: { 'in-box info': 31 },
      SVC212: { 'in-box info': 31 },
      SVC306: { 'in-box info': 5 },
      SVC401: { 'in-box info': 2 },
      SVC402: { 'in-box info': 1 },
      SVC403: { 'in-box info': 2 },
      SVC404: { 'in-box info': 1 },
      SVC409: { 'other info': 1 },
    },
    warnings: ['54424:7 warning SVC208 MsRPC'],
  },
  'windows-10-1709': {
    counts: {
      SVC106: { 'other info': 2 },
      SVC114: { 'in-box info': 5, 'other info': 2 },
      SVC206: { 'in-box info': 8 },
      SVC207: { 'in-box info': 2 },
      SVC208: { 'in-box warning': 3 },
      SVC209: { 'in-box info': 3 },
      SVC210: { 'in-box info': 100, 'other info': 6 },
      SVC212: { 'in-box info': 36 },
      SVC301: { 'in-box warning': 2 },
      SVC306: { 'in-box info': 5 },
      SVC401: { 'in-box info': 3 },
      SVC402: { 'in-box info': 1 },
      SVC403: { 'in-box info': 7 },
      SVC404: { 'in-box info': 1 },
      SVC409: { 'other info': 9 },
    },
    warnings: [
      '116309:7 warning SVC208 IPT',
      '118355:7 warning SVC208 MsRPC',
      '125763:7 warning SVC208 Tcpip6',
      '126396:26 warning SVC301 UcmUcsi',
      '132363:26 warning SVC301 iagpio',
    ],
  },
}

describe.skipIf(!corpus)('whole exports', () => {
  test.for(Object.entries(exports))('%s', async ([name, { counts, warnings }]) => {
    const bytes = gunzipSync(readFileSync(`${corpus}/exports/${name}.full.regedit5-utf16.reg.gz`))
    const services = await readBytes(bytes, { file: `${name}.reg` })
    const { findings, notRun } = lint(services)
    const found = countFindings(services, findings)
    for (const row of Object.values(found)) expect(row).not.toHaveProperty('in-box error')
    expect(found).toEqual(counts)
    expect(lines(findings, 'warning')).toEqual(warnings)
    expect(notRun).toEqual([])
  })
})

async function lintSnippet(name: string, base?: string): Promise<LintResult> {
  const bytes = readFileSync(`${corpus}/snippets/${name}.reg`)
  return lintReg(bytes, { file: `${name}.reg`, ...(base === undefined ? {} : { base }) })
}

describe.skipIf(!corpus)('snippets found in the wild', () => {
  test('mergeide: no error on Windows XP; alone it is said which rules could not run', async () => {
    const onXp = await lintSnippet('mergeide', '@windows-xp')
    expect(lines(onXp.findings, 'error')).toEqual([])
    expect(onXp.notRun).toEqual([])
    const alone = await lintSnippet('mergeide')
    expect(lines(alone.findings, 'error')).toEqual([])
    expect(alone.notRun.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['SVC205', 'SVC206']))
    for (const { help } of alone.notRun) expect(help).toContain('--base @windows-10')
  })

  test.for(['viostor', 'vioscsi'])(
    '%s: tag 33 is in the vector of Windows 7 and not in that of 10',
    async (name) => {
      const of = async (base?: string): Promise<string[]> => {
        const { findings } = await lintSnippet(name, base)
        expect(lines(findings, 'error')).toEqual([])
        return lines(findings, 'warning').filter((line) => line.includes('SVC206'))
      }
      expect(await of('@windows-7')).toEqual([])
      const line = name === 'viostor' ? 13 : 11
      expect(await of('@windows-10')).toEqual([`${line}:7 warning SVC206 ${name}`])
      expect(await of()).toEqual([])
    },
  )

  test('single drivers: no error; an offline root and its control set are named', async () => {
    expect((await lintSnippet('null-driver-fix')).findings).toEqual([])
    const { findings } = await lintSnippet('iastor-offline-w2k3')
    expect(lines(findings, 'error')).toEqual([])
    const outside = findings.filter(({ ruleId }) => ruleId === 'SVC004')
    expect(lines(outside, 'info')).toEqual(['3:1 info SVC004 -'])
    expect(outside[0]?.message).toContain('"HKEY_LOCAL_MACHINE\\SYSTEMWIN2K3OFFLINE\\ControlSet003"')
  })

  test('ewf: UpperFilters of the volume class is REG_SZ and would overwrite the list of filters', async () => {
    const { findings } = await lintSnippet('ewf-xpembedded')
    expect(lines(findings, 'info')).toEqual(['9:1 warning SVC106 -'])
    expect(findings[0]?.message).toContain(
      'UpperFilters of class "{71A27CDD-812A-11D0-BEC7-08002BE2092F}" is REG_SZ',
    )
    expect(findings[0]?.help).toContain('overwrites the list of filters')
  })

  test('neacsafe: a minifilter written by hand, without Instances and without a dependency', async () => {
    const { findings } = await lintSnippet('neacsafe64')
    expect(lines(findings, 'info')).toEqual(['5:9 warning SVC404 yjwj'])
    expect(findings[0]?.message).toContain('"yjwj" has neither Instances nor a dependency on FltMgr')
  })

  test('wimmount: a dword without digits; its group and altitude are those of Windows', async () => {
    const { findings } = await lintSnippet('wimmount-empty-dword')
    expect(lines(findings, 'warning')).toEqual(['22:9 error SVC001 WIMMount'])
    const syntax = findings.filter(({ ruleId }) => ruleId === 'SVC001')
    expect(syntax.map(({ at, data, service }) => [at.line, data['code'], service])).toEqual([
      [22, 'dword-empty', 'WIMMount'],
    ])
  })

  test('many-services-tuning: no error as a fragment', async () => {
    const { findings } = await lintSnippet('many-services-tuning')
    expect(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual(
      Array(50).fill('SVC101 info'),
    )
  })
})
