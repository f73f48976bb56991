import { quote } from '../diagnostics/index.ts'
import type { Service } from '../services/index.ts'
import { imageOfWrongKind } from './image-kind.ts'
import { defineRule, longestMessage, type Rule } from './rule.ts'

interface PathForm {
  readonly form: string
  /** In the message: "ImagePath … <found>". */
  readonly found: string
  readonly test: RegExp
  /** What only the running system resolves: the boot loader has no object manager. */
  readonly bootOnly?: true
}

/** Forms that nobody resolves who loads a driver, and those that the boot loader does not. */
const forms: readonly PathForm[] = [
  {
    form: 'doubled',
    found: 'has two backslashes in a row',
    test: /[^\\]\\\\|^\\\\(?:SystemRoot|\?\?|DosDevices|Device)\\/i,
  },
  { form: 'object-manager', found: 'begins with \\??\\', test: /^\\(?:\?\?|DosDevices)\\/i, bootOnly: true },
  { form: 'unc', found: 'begins with two backslashes', test: /^\\\\/ },
  { form: 'drive-letter', found: 'has a drive letter', test: /^"?[a-z]:/i },
  { form: 'environment', found: 'has an environment variable', test: /%[^%\\]+%/ },
  { form: 'slash', found: 'has forward slashes', test: /\// },
]

const empty = 'empty'
const afterNul = 'after-nul'

export const imagePathForm: Rule = defineRule<{ service: string; imagePath: string; form: string }>({
  id: 'SVC110',
  name: 'image-path-form',
  severity: 'warning',
  summary: "a driver's ImagePath has a form that the boot loader or the kernel cannot resolve",
  page: {
    problem:
      'The path of a driver begins with a drive letter, names an environment variable, has forward slashes ' +
      'or two backslashes in a row, goes on after its final NUL, or is empty. Or that of a boot driver has a ' +
      'form that only the running system understands: \\??\\. A network path as programs write it, with two ' +
      'backslashes in front, is no path to either of them.',
    fix:
      'Write the path of a boot driver relative to the Windows folder: System32\\Drivers\\sample.sys. The ' +
      'form \\SystemRoot\\System32\\Drivers\\sample.sys works as well. Delete an empty ImagePath: the ' +
      'default is the same path with the name of the service. A driver that the kernel loads later may stand ' +
      'elsewhere: \\??\\C:\\Sample\\sample.sys. In .reg text a backslash is doubled in quoted strings alone, ' +
      'not between the bytes of hex(2), and no oftener.',
    why:
      'The boot loader reads its drivers from the Windows folder before there is an object manager. The ' +
      'kernel takes whatever does not begin with a backslash from the Windows folder too, so that ' +
      'C:\\Sample\\sample.sys would have to be in there; it expands no variables, knows the backslash alone as ' +
      'a separator, and no file has an empty name, as two of them in a row would say. It also takes the value ' +
      'by its length, with all that stands behind the NUL. CreateService turns a path such as ' +
      '%SystemRoot%\\sample.sys into a form that the kernel knows; what is written straight into the registry ' +
      'stays as it is. A boot driver that is not found either stops the boot or is missing where the next ' +
      'driver needs it.',
    exceptions:
      'Drivers with another start than boot are loaded by the kernel, which resolves \\??\\. ' +
      'Paths of Win32 services are not judged here, and a program or a DLL in place of a driver is SVC112.',
    source: [
      "Microsoft: The driver's services database key (Windows NT DDK)",
      'Microsoft: INF AddService directive, ServiceBinary entry',
      'Microsoft: fastfat sample, FatCommonCreate (STATUS_OBJECT_NAME_INVALID for two backslashes in a row)',
      'github.com/winsiderss/systeminformer issue 111 (text after the NUL: error 123 at the start)',
      'github.com/dokan-dev/dokany pull request 104 (CreateService and %SystemRoot%)',
      'Counted in stock hives of Windows XP to 10: no driver has such a path',
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
      if (form !== undefined)
        report(imagePath.at, { service: name, imagePath: imagePath.value, form }, { service: name })
    }
  },
  message({ service, imagePath, form }) {
    if (form === empty) return `ImagePath of driver ${quote(service)} is empty`
    const found =
      forms.find((candidate) => candidate.form === form)?.found ??
      (form === afterNul ? 'goes on after its NUL' : form)
    const rest = `of driver ${quote(service, 20)} ${found}`
    return `ImagePath ${quote(imagePath, longestMessage - `ImagePath "" ${rest}`.length)} ${rest}`
  },
  help({ form }) {
    switch (form) {
      case empty:
        return 'Delete the value: the default is System32\\Drivers and the name of the service with .sys'
      case afterNul:
        return 'The kernel takes the text behind the NUL for a part of the path: end the value with 00,00'
      case 'doubled':
        return 'The kernel takes it for an empty name: write one backslash (in a quoted string of .reg text, two)'
      default:
        return 'Expected a path relative to the Windows folder, such as System32\\Drivers\\sample.sys'
    }
  },
})

function pathForm(service: Service, path: string): string | undefined {
  if (path.trim() === '') return empty
  const isBoot = service.start?.value === 0
  const found = forms.find(({ test, bootOnly }) => (isBoot || !bootOnly) && test.test(path))
  return found?.form ?? (hasTextAfterNul(service.key.value('ImagePath')?.data) ? afterNul : undefined)
}

/** Whether a text of two bytes a character goes on behind its first NUL. */
function hasTextAfterNul(data: Uint8Array | undefined): boolean {
  let ended = false
  for (let at = 0; data !== undefined && at + 1 < data.length; at += 2) {
    const isNul = data[at] === 0 && data[at + 1] === 0
    if (ended && !isNul) return true
    ended ||= isNul
  }
  return false
}
