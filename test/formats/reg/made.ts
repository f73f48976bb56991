import { type WriteRegOptions, writeReg } from '../../../src/formats/reg/index.ts'
import { encodeUtf16, type RegistryNode, type RegistryValue } from '../../../src/registry/index.ts'

const at = { file: 'made' }
/** Path of the key that a made tree hangs at. */
export const root = 'HKEY_LOCAL_MACHINE\\k'

export function made(name: string, type: number, data: Uint8Array | readonly number[]): RegistryValue {
  return { name, type, data: Uint8Array.from(data), at: { ...at, valueName: name }, dataAt: at }
}

export function node(
  name: string,
  values: readonly RegistryValue[],
  keys: readonly RegistryNode[] = [],
): RegistryNode {
  return { name, at: { ...at, keyPath: name }, lastWritten: undefined, values, keys }
}

export function written(top: RegistryNode, options: WriteRegOptions = {}): Buffer {
  return Buffer.concat([...writeReg([{ path: root, node: top }], options)])
}

export const sz = (text: string, terminators = 1): Uint8Array => encodeUtf16(text, terminators)
