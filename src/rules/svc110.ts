import { quote } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import { imageOfWrongKind } from './image-kind.ts'
import { defineRule, longestMessage, type Rule } from './rule.ts'

interface PathForm {
  readonly form: string
  /** In the message: "ImagePath … <found>". */
  readonly found: string
  readonly test: RegExp
}

/** Forms that only the running system resolves; the boot loader has no drive letters, no environment and no network. */
const forms: readonly PathForm[] = [
  { form: 'object-manager', found: 'begins with \\??\\', test: /^\\(?:\?\?|DosDevices)\\/i },
  { form: 'unc', found: 'is on the network', test: /^\\\\/ },
  { form: 'drive-letter', found: 'has a drive letter', test: /^"?[a-z]:/i },
  { form: 'environment', found: 'has an environment variable', test: /%[^%\\]+%/ },
]

const slash: PathForm = { form: 'slash', found: 'has forward slashes', test: /\// }
const empty: PathForm = { form: 'empty', found: 'is empty', test: /^\s*$/ }

export const imagePathForm: Rule = defineRule<{ service: string; imagePath: string; form: string }>({
  id: 'SVC110',
  name: 'image-path-form',
  severity: 'warning',
  summary: "a driver's ImagePath has a form that the boot loader or the kernel cannot resolve",
  page: {
    problem:
      'The path of a boot driver has a form that only the running system understands: a drive letter, ' +
      "\\??\\, a network path or an environment variable. Or a driver's path has forward slashes, or is " +
      'empty.',
    fix:
      'Write the path of a boot driver relative to the Windows folder: System32\\Drivers\\sample.sys. The ' +
      'form \\SystemRoot\\System32\\Drivers\\sample.sys works as well. Delete an empty ImagePath: the ' +
      'default is the same path with the name of the service.',
    why:
      'The boot loader reads its drivers from the Windows folder before there is an object manager, an ' +
      'environment or a drive letter. The kernel knows the backslash alone as a separator. A boot driver ' +
      'that is not found either stops the boot or is missing where the next driver needs it.',
    exceptions:
      'Drivers with another start than boot are loaded by the kernel, which resolves drive letters after ' +
      '\\??\\; only forward slashes and an empty path are reported there. Paths of Win32 services are not ' +
      'judged here, and a program or a DLL in place of a driver is SVC112.',
    source: [
      "Microsoft: The driver's services database key (Windows NT DDK)",
      'Microsoft: INF AddService directive, ServiceBinary entry',
      'Counted in stock hives of Windows XP to 10: no boot driver has such a path',
    ],
  },
  bad: {
    services: {
      Sample: { Type: 1, Start: 0, ErrorControl: 1, ImagePath: '\\??\\C:\\Windows\\System32\\sample.sys' },
    },
  },
  good: {
    services: { Sample: { Type: 1, Start: 0, ErrorControl: 1, ImagePath: 'System32\\Drivers\\sample.sys' } },
  },
  check(services, report) {
    for (const service of services.all) {
      const { name, imagePath } = service
      if (service.kind !== 'driver' || imagePath === undefined || imageOfWrongKind(service)) continue
      const form = pathForm(service, imagePath.value)
      if (form === undefined) continue
      report(imagePath.at, { service: name, imagePath: imagePath.value, form: form.form }, { service: name })
    }
  },
  message({ service, imagePath, form }) {
    if (form === 'empty') return `ImagePath of driver ${quote(service)} is empty`
    const found = [...forms, slash].find((candidate) => candidate.form === form)?.found ?? form
    const rest = `of driver ${quote(service, 20)} ${found}`
    return `ImagePath ${quote(imagePath, longestMessage - `ImagePath "" ${rest}`.length)} ${rest}`
  },
  help: ({ form }) =>
    form === 'empty'
      ? 'Delete the value: the default is System32\\Drivers and the name of the service with .sys'
      : 'Expected a path relative to the Windows folder, such as System32\\Drivers\\sample.sys',
})

function pathForm(service: Service, path: string): PathForm | undefined {
  if (empty.test.test(path)) return empty
  const boot = service.start?.value === 0 ? forms.find(({ test }) => test.test(path)) : undefined
  return boot ?? (slash.test.test(path) ? slash : undefined)
}
