import type { Release } from '../services/index.ts'
import type { KernelAlgorithm } from './plan.ts'

/**
 * Which loader a release has. Measured by real boot logs and module lists: classic for XP and 7, modern for 10 and 11
 * and, by the one pair seen, 8.1. Before XP nothing is measured; classic by descent.
 */
export const algorithmOf: Readonly<Record<Release, KernelAlgorithm>> = {
  'nt-3.51': 'classic',
  '2000': 'classic',
  xp: 'classic',
  '7': 'classic',
  '8.1': 'modern',
  '10': 'modern',
  '11': 'modern',
}
