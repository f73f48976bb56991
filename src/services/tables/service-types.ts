import { hexadecimal } from '../../diagnostics/index.ts'

/**
 * Every combination of Type that Windows accepts in the registry, with its name. Microsoft: CreateServiceW,
 * QUERY_SERVICE_CONFIGW; winnt.h of the Windows SDK. All but 0x210 and 0x220 were also seen in stock hives of
 * Windows XP to 10.
 */
export const legalTypes: ReadonlyMap<number, string> = new Map([
  [0x1, 'kernel driver'],
  [0x2, 'file system driver'],
  // Reserved, and refused by CreateService, but present in stock hives: Type 4 in XP and 7, Type 8 (Fs_Rec) in all.
  [0x4, 'adapter'],
  [0x8, 'file system recognizer'],
  [0x10, 'own process'],
  [0x20, 'shared process'],
  [0x110, 'own process, interactive'],
  [0x120, 'shared process, interactive'],
  // winnt.h: SERVICE_USER_SERVICE 0x40 and SERVICE_USERSERVICE_INSTANCE 0x80 (Windows 10).
  [0x50, 'user service, own process'],
  [0x60, 'user service, shared process'],
  [0xd0, 'user service instance, own process'],
  [0xe0, 'user service instance, shared process'],
  // winnt.h: SERVICE_PKG_SERVICE 0x200, services of MSIX packages (Windows 10 2004 and later).
  [0x210, 'packaged service, own process'],
  [0x220, 'packaged service, shared process'],
])

/** `kernel driver` for 1 and so on; `unknown type 0x30` for a number without a name. */
export function serviceTypeName(type: number): string {
  return legalTypes.get(type) ?? `unknown type ${hexadecimal(type)}`
}
