// Where the repository that package.json names shows the rule pages of a version.

/** How hosts show a folder of a repository at a tag. */
const folders = new Map([
  ['github.com', (project, tag) => `https://github.com/${project}/blob/${tag}/`],
  ['gitlab.com', (project, tag) => `https://gitlab.com/${project}/-/blob/${tag}/`],
  ['bitbucket.org', (project, tag) => `https://bitbucket.org/${project}/src/${tag}/`],
])

/** The short forms that npm takes; without a prefix it is GitHub. */
const prefixes = new Map([
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
])

const shortForm = /^(?:(github|gitlab|bitbucket):)?([\w.-]+\/[\w.-]+)$/
const address = /^(?:(?:git\+)?(?:https?|ssh|git):\/\/)?(?:[^@/]+@)?([\w.-]+)[/:]([\w.-]+(?:\/[\w.-]+)+)$/

/** Address of the folder with its last slash; undefined without a repository, and for hosts that are not known. */
export function pagesAddress({ repository, version }) {
  const { url = '', directory } = typeof repository === 'string' ? { url: repository } : (repository ?? {})
  const { host, project } = projectOf(url) ?? {}
  const folder = folders.get(host)?.(project, `v${version}`)
  if (folder === undefined) return undefined
  const below = directory === undefined ? '' : `${directory.replace(/^\.?\/|\/$/g, '')}/`
  return `${folder}${below}docs/rules/`
}

function projectOf(url) {
  const short = shortForm.exec(url)
  if (short) return { host: prefixes.get(short[1] ?? 'github'), project: short[2] }
  const long = address.exec(url.replace(/(?:\.git)?\/?$/, ''))
  return long ? { host: long[1], project: long[2] } : undefined
}
