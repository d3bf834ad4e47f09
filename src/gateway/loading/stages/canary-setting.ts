import { stageVariablesOf } from './stage-variables.ts'
import { allowOnly, isTrue, member, refuseNode, text, type TemplateNode } from '../template-node.ts'

export interface CanaryDeclaration {
  readonly percentTraffic: number
  /** What the stage keeps is found by the canary too. */
  readonly sharesCache: boolean
  /** Instead of the stage's own of the same name. */
  readonly variables: Readonly<Record<string, string>>
}

/** `CanarySetting` of a REST stage. The deployment that it names is the definition itself, as every deployment is here. */
export function canarySettingOf(node: TemplateNode | undefined): CanaryDeclaration | undefined {
  if (node === undefined) return undefined
  allowOnly(node, ['DeploymentId', 'PercentTraffic', 'StageVariableOverrides', 'UseStageCache'])
  const percent = member(node, 'PercentTraffic')
  const percentTraffic = percent === undefined ? 0 : Number(text(percent))
  if (!(percentTraffic >= 0 && percentTraffic <= 100)) throw refuseNode(percent ?? node, 'must be from 0 to 100')
  const sharesCache = isTrue(member(node, 'UseStageCache'))
  return { percentTraffic, sharesCache, variables: stageVariablesOf(member(node, 'StageVariableOverrides')) }
}
