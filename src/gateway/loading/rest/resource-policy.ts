import type { Policy } from '../../policies/policy.ts'
import { parsePolicy } from '../../policies/parse-policy.ts'
import { PolicyRefused } from '../../policies/policy-refused.ts'
import { conditionKeys } from '../../resource-policy/request-conditions.ts'
import { member, refuseNode, type TemplateNode } from '../template-node.ts'

export interface PolicyOwner {
  readonly apiId: string
  readonly region: string
  readonly accountId: string
}

const LONGEST_POLICY = 8192

/** A REST API's resource policy: `Policy`, or `x-amazon-apigateway-policy` of its body. */
export function resourcePolicyOf(
  api: TemplateNode,
  body: TemplateNode | undefined,
  owner: PolicyOwner,
): Policy | undefined {
  const property = member(api, 'Policy')
  const extension = body === undefined ? undefined : member(body, 'x-amazon-apigateway-policy')
  if (property !== undefined && extension !== undefined) {
    throw refuseNode(extension, 'stands beside Policy of the API, and only one of them can count; write one')
  }
  const node = property ?? extension
  return node === undefined ? undefined : compilePolicy(node, owner)
}

function compilePolicy(node: TemplateNode, { accountId, apiId, region }: PolicyOwner): Policy {
  const document = typeof node.value === 'string' ? parseJson(node, node.value) : node.value
  if (JSON.stringify(document).length > LONGEST_POLICY) throw refuseNode(node, 'is longer than 8,192 characters')
  const prefix = `arn:aws:execute-api:${region}:${accountId}:${apiId}`
  try {
    const policy = parsePolicy(document, {
      hasPrincipals: true,
      resourceArn: (resource) => resource.replace(/^execute-api:(?=\/)/, prefix),
    })
    refuseUnknownKeys(node, policy)
    return policy
  } catch (error) {
    if (!(error instanceof PolicyRefused)) throw error
    throw refuseNode({ ...node, path: `${node.path}${error.path}` }, error.advice)
  }
}

function parseJson(node: TemplateNode, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuseNode(node, 'is no JSON')
  }
}

/** A condition on what this gateway does not know would never be met, or always. */
function refuseUnknownKeys(node: TemplateNode, { statements }: Policy) {
  const keys = statements.flatMap(({ conditions }) => conditions.map(({ key }) => key))
  const unknown = keys.find((key) => !conditionKeys.has(key))
  if (unknown === undefined) return
  const isNetwork = /^aws:(?:source)?vpc/.test(unknown)
  throw refuseNode(
    node,
    isNetwork
      ? `asks for ${unknown}, and there is no VPC here; write aws:SourceIp with the addresses of the network`
      : `asks for ${unknown}, which is not known here`,
  )
}
