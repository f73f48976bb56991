/** `1st`, `2nd`, `3rd`, `11th`, `112th`, `121st`. */
export function ordinal(number: number): string {
  const tens = number % 100
  if (tens >= 11 && tens <= 13) return `${number}th`
  return `${number}${['th', 'st', 'nd', 'rd'][number % 10] ?? 'th'}`
}

/** A number as registry editors show it: `0x1f`. */
export function hexadecimal(number: number): string {
  return `0x${number.toString(16)}`
}

/** `1 service`, `2 services`. */
export function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
