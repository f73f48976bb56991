import { quote } from '../diagnostics/index.ts'
import { type Release, type Service, type Services, sameName } from '../services/index.ts'
import { readProgram } from './command-line.ts'
import { isKindUnknown } from './kind-unknown.ts'
import { defineRule, longestMessage, type Rule } from './rule.ts'

/** Variables that name a folder with a space wherever Windows was installed in English, as most other languages do. */
const spacedVariables: readonly { readonly name: string; readonly releases?: readonly Release[] }[] = [
  // Microsoft: WOW64 implementation details (environment variables).
  { name: '%ProgramFiles%' },
  { name: '%ProgramFiles(x86)%' },
  { name: '%ProgramW6432%' },
  { name: '%CommonProgramFiles%' },
  { name: '%CommonProgramFiles(x86)%' },
  { name: '%CommonProgramW6432%' },
  // Documents and Settings\All Users; ProgramData from Vista on. Microsoft: CSIDL_COMMON_APPDATA.
  { name: '%ALLUSERSPROFILE%', releases: ['2000', 'xp'] },
]

export const imagePathUnquoted: Rule = defineRule<{
  service: string
  imagePath: string
  /** The variable that brings the space; null where the path itself has one. */
  variable: string | null
  /** What Windows tries before the whole path; null where a variable hides it. */
  first: string | null
}>({
  id: 'SVC111',
  name: 'image-path-unquoted',
  severity: 'warning',
  summary: "a Win32 service's program has a space in its path and no quotes",
  page: {
    problem:
      'The path of the program in ImagePath of a Win32 service has a space and is not in quotes, or begins with a ' +
      'variable such as %ProgramFiles% that stands for a folder with a space.',
    fix:
      'Put the path of the program in quotes, its arguments outside of them: "C:\\Program Files\\Sample\\sample.exe" ' +
      '-run. In .reg text each quote within a string is written \\".',
    why:
      'ImagePath is a command line. Without quotes Windows cannot know where the program ends, so it tries every ' +
      'space in turn: C:\\Program.exe, then C:\\Program Files\\Sample\\sample.exe. Whoever may create a file there has ' +
      'it run with the account of the service, LocalSystem as a rule (CWE-428). And whatever file of that name ' +
      'happens to be there keeps the service from starting.',
    exceptions:
      'Spaces in the arguments alone. Where no part of the command line ends in .exe, the program ends before what ' +
      'looks like an argument: a switch, a quote, a drive, a variable. Paths of drivers are no command lines. ' +
      '%SystemRoot%, %windir% and %SystemDrive% have no space on any stock system. In some languages Windows XP has a ' +
      'program folder without a space; a package cannot rely on that.',
    source: [
      'MITRE: CWE-428, Unquoted Search Path or Element',
      'Microsoft: CreateProcessW (lpCommandLine); CreateServiceW (lpBinaryPathName)',
      'Counted in stock hives of Windows XP to 10: no service has such a path',
    ],
  },
  bad: {
    services: {
      Sample: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: 'C:\\Program Files\\Sample\\sample.exe -run',
      },
    },
  },
  good: {
    services: {
      Sample: {
        Type: 0x10,
        Start: 2,
        ErrorControl: 1,
        ImagePath: '"C:\\Program Files\\Sample\\sample.exe" -run',
      },
      Netsvc: {
        Type: 0x20,
        Start: 2,
        ErrorControl: 1,
        ImagePath: '%SystemRoot%\\system32\\svchost.exe -k netsvcs',
      },
    },
  },
  check(services, report, { unknown }) {
    for (const service of services.all) {
      const { name, kind, imagePath } = service
      if (!imagePath) continue
      if (isKindUnknown(services, service)) unknown('services')
      if (kind !== 'service') continue
      const space = spaceIn(services, service)
      if (space)
        report(imagePath.at, { service: name, imagePath: imagePath.value, ...space }, { service: name })
    }
  },
  message({ service, imagePath, variable }) {
    const rest = `of ${quote(service, 20)} has ${variable === null ? 'a space and no quotes' : `no quotes, ${variable} a space`}`
    return `ImagePath ${quote(imagePath, longestMessage - `ImagePath "" ${rest}`.length)} ${rest}`
  },
  help: ({ first }) =>
    first === null
      ? 'Put the path of the program in quotes: Windows expands the variable before it looks for the program'
      : `Put the path of the program in quotes: Windows tries ${quote(first)} first`,
})

function spaceIn(
  { windows }: Services,
  { imagePath }: Service,
): { variable: string | null; first: string | null } | undefined {
  const { path, quoted } = readProgram(imagePath?.value ?? '')
  if (quoted) return undefined
  const blank = path.search(/[ \t]/)
  if (blank !== -1) return { variable: null, first: withExtension(path.slice(0, blank)) }
  const written = path.match(/%[^%]*%/g) ?? []
  const spaced = spacedVariables.find(
    ({ name, releases }) =>
      written.some((variable) => sameName(variable, name)) &&
      (releases === undefined || releases.includes(windows.release)),
  )
  return spaced && { variable: spaced.name, first: null }
}

/** CreateProcessW appends .exe to a name without an extension. */
function withExtension(path: string): string {
  const file = path.slice(path.lastIndexOf('\\') + 1)
  return file.includes('.') ? path : `${path}.exe`
}
