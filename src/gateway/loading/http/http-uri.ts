import { substitutedText, type VariablesContext } from '../compile-context.ts'
import { refuseNode, type TemplateNode } from '../template-node.ts'

/** The URL of an HTTP backend; each `{name}` in its path must be a parameter that something fills. */
export function httpUriOf(node: TemplateNode, filled: readonly string[], context: VariablesContext): string {
  const uri = substitutedText(node, context)
  const [, authority] = /^https?:\/\/([^/?#]+)/i.exec(uri) ?? []
  if (authority === undefined || !URL.canParse(uri)) throw refuseNode(node, 'must be an http:// or https:// URL')
  if (/[{}@]/.test(authority)) throw refuseNode(node, 'may have neither parameters nor credentials in its host')
  if (uri.includes('#')) throw refuseNode(node, 'may not have a fragment')
  for (const [, name = ''] of uri.matchAll(/\{([^}]*)\}/g)) {
    if (!filled.includes(name.replace(/\+$/, ''))) throw refuseNode(node, `has {${name}}, which nothing fills`)
  }
  return uri
}
