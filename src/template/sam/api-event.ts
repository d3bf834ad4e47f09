import { nearestName, suggest } from '../../domain/nearest-name.ts'
import { isJsonObject } from '../json.ts'
import { child, childrenOf, mapOf, referredId, refuse, requireText, textOf } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

/** An `Api` or `HttpApi` event of a function: a route of an API. */
export interface ApiEvent {
  readonly kind: 'Api' | 'HttpApi'
  readonly apiId: string
  readonly path: string
  readonly method: string
  readonly arnText: string
  /** The event's own properties. */
  readonly node: SamNode
}

export const implicitRestApi = 'ServerlessRestApi'
export const implicitHttpApi = 'ServerlessHttpApi'

/** Of these only `Cognito` occurs here. */
const otherEvents =
  'AlexaSkill CloudWatchEvent CloudWatchLogs Cognito DocumentDB DynamoDB EventBridgeRule IoTRule Kinesis MQ MSK S3 Schedule ScheduleV2 SelfManagedKafka SNS SQS'.split(
    ' ',
  )

const methods = ['any', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'x-amazon-apigateway-any-method']

function methodOf(node: SamNode, written: string): string {
  const method = written.toLowerCase()
  if (methods.includes(method)) return method
  throw refuse(
    node,
    `"${written}" is no method of an API.`,
    suggest(method, methods, 'Write for example "Method: get".'),
  )
}

/** The API events of one function, and a warning for each event source that does not run here. */
export function apiEventsOf(functionNode: SamNode, arnText: string): readonly ApiEvent[] {
  return childrenOf(child(functionNode, 'Events')).flatMap(([eventId, event]) => {
    const type = requireText(child(event, 'Type'))
    const node = child(event, 'Properties')
    if (type === 'Api') return [restEvent(node, arnText)]
    if (type === 'HttpApi') return [httpEvent(node, arnText)]
    const meant = otherEvents.includes(type) ? undefined : nearestName(type, ['Api', 'HttpApi', ...otherEvents])
    if (meant !== undefined) {
      throw refuse(child(event, 'Type'), `There is no event ${type}.`, `Did you mean "${meant}"?`)
    }
    if (type !== 'Cognito') {
      const { template, warn } = event.context
      const line = template.placeOf(event.path).line ?? 1
      warn(
        `${template.file}:${line}: the event ${eventId} (${type}) does not occur here; the function runs without it.`,
      )
    }
    return []
  })
}

function restEvent(node: SamNode, arnText: string): ApiEvent {
  const api = child(node, 'RestApiId')
  return {
    kind: 'Api',
    apiId: api.value === undefined ? implicitRestApi : requireReference(api, 'AWS::Serverless::Api'),
    path: requirePath(child(node, 'Path')),
    method: methodOf(child(node, 'Method'), requireText(child(node, 'Method'))),
    arnText,
    node,
  }
}

function httpEvent(node: SamNode, arnText: string): ApiEvent {
  const api = child(node, 'ApiId')
  const [path, method] = [child(node, 'Path'), child(node, 'Method')]
  const isDefault = path.value === undefined && method.value === undefined
  return {
    kind: 'HttpApi',
    apiId: api.value === undefined ? implicitHttpApi : requireReference(api, 'AWS::Serverless::HttpApi'),
    path: isDefault ? '$default' : requirePath(path),
    method: isDefault ? 'any' : methodOf(method, textOf(method) ?? 'any'),
    arnText,
    node,
  }
}

function requirePath(node: SamNode): string {
  const path = requireText(node)
  if (path.startsWith('/') || path === '$default') return path
  throw refuse(node, `"${path}" is no path.`, 'Begin it with "/".')
}

function requireReference(node: SamNode, type: string): string {
  const id = referredId(node)
  if (id !== undefined) return id
  throw refuse(node, `This must name an ${type} of this template.`, 'Write !Ref API.')
}

/** The `Cognito` events of a function: triggers of pools of the same template. */
export interface TriggerEvent {
  readonly poolId: string
  readonly triggers: readonly string[]
  readonly node: SamNode
}

export function triggerEventsOf(functionNode: SamNode): readonly TriggerEvent[] {
  return childrenOf(child(functionNode, 'Events')).flatMap(([, event]) => {
    if (mapOf(event).Type !== 'Cognito') return []
    const node = child(event, 'Properties')
    const pool = child(node, 'UserPool')
    if (!isJsonObject(pool.value)) {
      throw refuse(pool, 'A Cognito event names a user pool of this template.', 'Write UserPool: !Ref POOL.')
    }
    const { value } = child(node, 'Trigger')
    return [{ poolId: referredId(pool) ?? '', triggers: [value ?? []].flat().map(String), node }]
  })
}
