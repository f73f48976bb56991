import { quote } from '../index.ts'
import type { LoadedConfig } from './config-keys.ts'
import type { JsonValue } from './json/read.ts'

/** Where the repository of the package shows the pages of this version; put in by the build. */
declare const SVCSIM_PAGES: string | undefined

/** Absolute address of the folder of rule pages: where a team serves them, else in the repository, if it has one. */
export function rulePages(config: LoadedConfig | undefined): string | undefined {
  // Only a build puts it in.
  const published = typeof SVCSIM_PAGES === 'string' ? SVCSIM_PAGES : undefined
  return config?.pages ?? published
}

/** An address that pages can be named below, with the slash that this needs. */
export function pagesAddress(value: JsonValue): string {
  const text = value.string()
  const isFolder = /^https?:\/\/[^/?#][^?#]*$/i.test(text) && URL.canParse(text)
  if (!isFolder)
    return value.fail(`${quote(text)} is no address of a folder, such as https://example.org/rules/`)
  const { href } = new URL(text)
  return href.endsWith('/') ? href : `${href}/`
}
