import type { MockIntegration } from '../definition/integration.ts'
import { integer, member, members, optionalText, refuseNode, text, type TemplateNode } from './template-node.ts'

/** One response of a MOCK integration, in the words of OpenAPI. */
export interface MockResponseNodes {
  readonly node: TemplateNode
  /** Undefined for the default response. */
  readonly selectionPattern: string | undefined
  readonly status: TemplateNode
  readonly parameters: TemplateNode | undefined
  readonly templates: TemplateNode | undefined
}

/** The static subset that preflights need: a status code in, constant headers and body out. */
export function compileMockIntegration(
  node: TemplateNode,
  requestTemplates: TemplateNode | undefined,
  responses: readonly MockResponseNodes[],
): MockIntegration {
  const selected = selectedStatus(node, requestTemplates)
  const response =
    responses.find(({ selectionPattern }) => selectionPattern === String(selected)) ??
    responses.find(({ selectionPattern }) => selectionPattern === undefined)
  if (response === undefined) throw refuseNode(node, `has no response for the status ${selected} and no default one`)
  return {
    kind: 'mock',
    status: integer(response.status),
    headers: members(response.parameters).map(([key, value]) => staticHeader(key, value)),
    body: staticBody(response.templates),
  }
}

function selectedStatus(node: TemplateNode, templates: TemplateNode | undefined): number {
  const template = templates === undefined ? undefined : optionalText(templates, 'application/json')
  const [, status] = /^\s*\{\s*"?statusCode"?\s*:\s*"?(\d{3})"?\s*,?\s*\}\s*$/.exec(template ?? '') ?? []
  if (status === undefined) {
    throw refuseNode(
      node,
      'is a MOCK whose request template is not {"statusCode": N}; mapping templates are not supported',
    )
  }
  return Number(status)
}

function staticHeader(key: string, node: TemplateNode): readonly [string, string] {
  const name = /^method\.response\.header\.([!#$%&'*+.^`|~\w-]+)$/.exec(key)?.[1]
  const value = /^'(.*)'$/.exec(text(node))?.[1]
  if (name === undefined || value === undefined) {
    throw refuseNode(node, 'of a MOCK must set method.response.header.<Name> to a text in single quotes')
  }
  return [name, value]
}

function staticBody(templates: TemplateNode | undefined): string {
  const node = templates === undefined ? undefined : member(templates, 'application/json')
  if (node === undefined) return ''
  const body = text(node)
  if (/[$#]/.test(body)) throw refuseNode(node, 'is a mapping template (VTL), which is not supported; write plain text')
  return body
}
