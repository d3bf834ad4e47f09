import { isJsonObject } from '../json.ts'
import type { RawResource } from '../sections.ts'
import type { TriggerEvent } from './api-event.ts'
import { refuse } from './sam-context.ts'

/** Writes a function's `Cognito` event into the `LambdaConfig` of its pool. */
export function addTrigger(
  resources: Map<string, RawResource>,
  { poolId, triggers, node }: TriggerEvent,
  functionId: string,
): void {
  const pool = resources.get(poolId)
  if (pool?.type !== 'AWS::Cognito::UserPool') {
    throw refuse(node, `"${poolId}" is no user pool of this template.`, 'Write UserPool: !Ref POOL.')
  }
  const config = isJsonObject(pool.properties.LambdaConfig) ? pool.properties.LambdaConfig : {}
  const twice = triggers.find((trigger) => config[trigger] !== undefined)
  if (twice !== undefined) throw refuse(node, `The trigger ${twice} is defined twice.`, 'Keep one of the two.')
  const added = Object.fromEntries(triggers.map((trigger) => [trigger, { 'Fn::GetAtt': [functionId, 'Arn'] }]))
  resources.set(poolId, { ...pool, properties: { ...pool.properties, LambdaConfig: { ...config, ...added } } })
}
