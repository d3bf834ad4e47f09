import { items, member, members, optionalText, refuseNode, text, type TemplateNode } from '../template-node.ts'

/** What goes in front of each path of a document: nothing, unless the import asks for the document's base path. */
export function openApiBasePath(document: TemplateNode, mode: TemplateNode | undefined): string {
  const segments = documentBasePath(document)
    .split('/')
    .filter((segment) => segment !== '')
  switch (mode === undefined ? 'ignore' : text(mode)) {
    case 'ignore':
      return ''
    case 'prepend':
      return segments.map((segment) => `/${segment}`).join('')
    // The first segment is left to the mapping of a custom domain.
    case 'split':
      return segments
        .slice(1)
        .map((segment) => `/${segment}`)
        .join('')
    default:
      throw refuseNode(mode ?? document, 'must be ignore, prepend or split')
  }
}

export function basePathBefore(basePath: string, path: string): string {
  return basePath !== '' && path === '/' ? basePath : `${basePath}${path}`
}

/** `basePath` (2.0), or the path of the first of `servers` (3.0) with its variables filled in. */
function documentBasePath(document: TemplateNode): string {
  const written = optionalText(document, 'basePath')
  if (written !== undefined) return written
  const [server] = items(member(document, 'servers'))
  if (server === undefined) return ''
  const variables = new Map(members(member(server, 'variables')))
  const url = (optionalText(server, 'url') ?? '').replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = variables.get(name)
    if (variable === undefined) throw refuseNode(server, `names the variable ${name}, which it does not define`)
    return optionalText(variable, 'default') ?? ''
  })
  return url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '').replace(/^\/\/[^/]*/, '')
}
