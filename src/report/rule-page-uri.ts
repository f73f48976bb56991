/** Where the pages of rules lie in the package and its repository. */
export const rulePagesFolder = 'docs/rules/'

/** Address of the page of a rule, below that of the folder of pages with its last slash. */
export function ruleHelpUri(id: string, base: string = rulePagesFolder): string {
  return `${base}${id}.md`
}
