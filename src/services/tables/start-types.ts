/** Names of the Start values 0 to 4, as an adjective (Microsoft: CreateServiceW, "dwStartType"; KB 103000). */
const names = ['boot-start', 'system-start', 'auto-start', 'demand-start', 'disabled'] as const

/** `boot-start` for 0 and so on; `Start 7` for a number without a name. */
export function startTypeName(start: number): string {
  return names[start] ?? `Start ${start}`
}
