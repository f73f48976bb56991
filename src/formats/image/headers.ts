import {
  directory,
  dosHeader,
  optionalHeader,
  optionalHeaders,
  pageSize,
  peHeader,
  section,
  sectorSize,
} from './layout.ts'
import { ImageView } from './view.ts'

/** A part of an image: where its bytes stand in the file, and where they are in memory. */
export interface Section {
  readonly name: string
  readonly virtualAddress: number
  readonly rawPointer: number
  readonly rawSize: number
}

/** An image whose headers could be read. */
export interface ImageHeaders {
  readonly view: ImageView
  readonly sections: readonly Section[]
  /** Address in memory of the import table, relative to the image; 0 for none. */
  readonly importTable: number
  /** How many bytes at the front of the file stand in memory as they are. */
  readonly headersSize: number
}

/** Reads the headers of an image; why they cannot be read, in words, where they cannot. */
export function readHeaders(bytes: Uint8Array): ImageHeaders | string {
  const view = new ImageView(bytes)
  if (view.size < dosHeader.size || !view.isAt(0, dosHeader.signature))
    return 'it does not begin with an MZ header'
  const pe = view.dword(dosHeader.newHeader) ?? 0
  if (!view.isAt(pe, peHeader.signature)) return 'it has no PE signature'
  const optional = pe + peHeader.size
  const magic = view.word(optional)
  const kind = magic === undefined ? undefined : optionalHeaders.get(magic)
  const size = view.word(pe + peHeader.optionalHeaderSize)
  const sectionCount = view.word(pe + peHeader.sections)
  if (kind === undefined || size === undefined || sectionCount === undefined)
    return 'its optional header is of no known kind'
  const table = readSections(view, optional + size, sectionCount, alignsToPages(view, optional))
  if (typeof table === 'string') return table
  const directories = view.dword(optional + kind.count) ?? 0
  const at = optional + kind.directories + directory.importIndex * directory.size
  return {
    view,
    sections: table,
    importTable: directories > directory.importIndex ? (view.dword(at) ?? 0) : 0,
    headersSize: view.dword(optional + optionalHeader.headersSize) ?? 0,
  }
}

function alignsToPages(view: ImageView, optional: number): boolean {
  return (view.dword(optional + optionalHeader.sectionAlignment) ?? 0) >= pageSize
}

function readSections(view: ImageView, start: number, count: number, toPages: boolean): Section[] | string {
  if (count > section.most)
    return `it claims ${count} sections, of which an image has at most ${section.most}`
  const sections: Section[] = []
  for (let at = start; sections.length < count; at += section.size) {
    const virtualAddress = view.dword(at + section.virtualAddress)
    const rawSize = view.dword(at + section.rawSize)
    const rawPointer = view.dword(at + section.rawPointer)
    if (virtualAddress === undefined || rawSize === undefined || rawPointer === undefined)
      return 'its section table is cut off'
    sections.push({
      name: view.text(at, section.nameSize - 1) ?? '',
      virtualAddress,
      rawSize,
      rawPointer: toPages ? rawPointer - (rawPointer % sectorSize) : rawPointer,
    })
  }
  return sections
}

/** Where in the file an address in memory stands; undefined where the file holds nothing for it. */
export function offsetOf({ sections, headersSize }: ImageHeaders, address: number): number | undefined {
  for (const { virtualAddress, rawPointer, rawSize } of sections) {
    const into = address - virtualAddress
    if (into >= 0 && into < rawSize) return rawPointer + into
  }
  return address < headersSize ? address : undefined
}
