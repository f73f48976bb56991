/** The shells that completion is written for. */
export const shells = ['bash', 'zsh', 'fish', 'pwsh'] as const

export type Shell = (typeof shells)[number]
