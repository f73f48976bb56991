import type { Place } from '../diagnostics/index.ts'
import { artifactPath, artifactUri } from './artifact-path.ts'
import { visible } from './escape.ts'

/** The name under which SARIF files commonly speak of the root of a repository. */
export const sourceRoot = '%SRCROOT%'

/** A place as a SARIF location: a region in text, bytes in a hive, and the key and value as a logical location. */
export function sarifLocation(place: Place, folder: string, more: object = {}): object {
  const logical = logicalLocation(place)
  return {
    ...more,
    physicalLocation: { artifactLocation: sarifArtifact(place.file, folder), ...region(place) },
    ...(logical ? { logicalLocations: [logical] } : {}),
  }
}

/** Relative where the file lies in the working folder or was named so; a file URI where it does not. */
export function sarifArtifact(file: string, folder: string): object {
  if (isNoFile(file))
    return {
      uri: artifactUri({ path: file, isAbsolute: false }),
      description: { text: `${visible(file)}, which is no file` },
    }
  const path = artifactPath(file, folder)
  return { uri: artifactUri(path), ...(path.isAbsolute ? {} : { uriBaseId: sourceRoot }) }
}

/** Bundled profiles, the running registry and standard input. */
function isNoFile(file: string): boolean {
  return file.startsWith('@') || file === '<stdin>'
}

/** Columns count UTF-16 code units, offsets bytes. */
function region({ line, column, offset, length }: Place): object {
  if (line !== undefined) {
    if (column === undefined) return { region: { startLine: line } }
    const end = length ? { endColumn: column + length } : {}
    return { region: { startLine: line, startColumn: column, ...end } }
  }
  if (offset === undefined) return {}
  return { region: { byteOffset: offset, ...(length === undefined ? {} : { byteLength: length }) } }
}

function logicalLocation({ keyPath, valueName }: Place): object | undefined {
  if (!keyPath) return undefined
  const key = visible(keyPath)
  if (valueName === undefined) return { fullyQualifiedName: key, kind: 'key' }
  // The empty name is that of the default value; regedit shows it so.
  const name = valueName === '' ? '(Default)' : visible(valueName)
  return { name, fullyQualifiedName: `${key}\\${name}`, kind: 'value' }
}
