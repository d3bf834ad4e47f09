import { mediaType } from '../../mapping/choose-template.ts'
import { parseTemplate } from '../../vtl/parse-template.ts'
import type { VtlTemplate } from '../../vtl/syntax-tree.ts'
import { VtlSyntaxError } from '../../vtl/vtl-error.ts'
import { members, refuseNode, text, type TemplateNode } from '../template-node.ts'

const LARGEST_TEMPLATE = 300 * 1024

/** `requestTemplates` or `responseTemplates`, parsed: a template that is no VTL never reaches a request. */
export function mappingTemplates(node: TemplateNode | undefined): ReadonlyMap<string, VtlTemplate> {
  return new Map(members(node).map(([type, template]) => [mediaType(type) ?? type, parsedTemplate(template)]))
}

/** One template. */
export function parsedTemplate(node: TemplateNode): VtlTemplate {
  const template = text(node)
  if (Buffer.byteLength(template) > LARGEST_TEMPLATE) throw refuseNode(node, 'is larger than 300 KB')
  try {
    return parseTemplate(template)
  } catch (error) {
    if (error instanceof VtlSyntaxError) throw refuseNode(node, `is no mapping template: ${error.message}`)
    throw error
  }
}
