import type { DependencyLoop } from './dependency-loops.ts'

/** Of how many services of a loop the names are told. */
const namesShown = 5

/** `a loop of dependencies (A needs B, B needs A)`; of a long one the first few members and the number of the others. */
export function loopWords({ members, way }: DependencyLoop): string {
  const [only] = members
  if (members.length === 1) return `${only?.name} depends on itself`
  if (members.length > namesShown || way.length > namesShown) {
    const names = members.slice(0, namesShown).map(({ name }) => name)
    return `a loop of dependencies (${names.join(', ')} and ${members.length - names.length} more)`
  }
  return `a loop of dependencies (${way.map(({ from, to }) => `${from.name} needs ${to.name}`).join(', ')})`
}
