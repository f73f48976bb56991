/** Names of the Start values 0 to 4 (Microsoft: CreateServiceW, "dwStartType"; KB 103000). */
export const startNames: readonly string[] = ['boot', 'system', 'auto', 'demand', 'disabled']

/** `boot` for 0 and so on; `unknown start 7` for a number without a name. */
export function startName(start: number): string {
  return startNames[start] ?? `unknown start ${start}`
}

/** The name as an adjective: `boot-start` for 0, `disabled` for 4; `Start 7` for a number without a name. */
export function startTypeName(start: number): string {
  const name = startNames[start]
  if (name === undefined) return `Start ${start}`
  return name === 'disabled' ? name : `${name}-start`
}
