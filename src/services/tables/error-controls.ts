/** Names of the ErrorControl values 0 to 3 (Microsoft: CreateServiceW, "dwErrorControl"). */
const names: readonly string[] = ['ignore', 'normal', 'severe', 'critical']

/** `ignore` for 0 and so on; `unknown 7` for a number without a name. */
export function errorControlName(errorControl: number): string {
  return names[errorControl] ?? `unknown ${errorControl}`
}
