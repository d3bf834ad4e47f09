import type { TemplateResource } from '../../../domain/template-resource.ts'
import type { StageAddress } from '../../definition/domain.ts'
import { resourceNamed } from '../template-index.ts'
import { member, refuseNode, requireMember, text, type TemplateNode } from '../template-node.ts'

export interface KnownApis {
  readonly resources: readonly TemplateResource[]
  /** Those that could be compiled. */
  readonly apis: readonly { readonly apiId: string; readonly stages: ReadonlyMap<string, unknown> }[]
}

/** The API under `apiKey`, with its `Stage`; what leads nowhere is refused. */
export function stageAddressOf(node: TemplateNode, apiKey: string, { resources, apis }: KnownApis): StageAddress {
  const api = requireMember(node, apiKey)
  const apiId = text(api)
  const isKnown = ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'].some(
    (type) => resourceNamed(resources, type, apiId) !== undefined,
  )
  if (!isKnown) throw refuseNode(api, `names the API ${apiId}, which is not in this template`)
  const written = member(node, 'Stage')
  if (written === undefined || text(written) === '(none)') {
    throw refuseNode(written ?? node, 'lets callers name the stage, which is not supported; write Stage')
  }
  const stage = text(written)
  const compiled = apis.find((each) => each.apiId === apiId)
  if (compiled !== undefined && !compiled.stages.has(stage)) {
    throw refuseNode(written, `names the stage ${stage}, which the API does not have`)
  }
  return { apiId, stage }
}
