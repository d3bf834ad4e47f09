import type { JsonObject } from '../json.ts'
import type { ApiEvent } from './api-event.ts'
import { invocationUri, streamingUri } from './function.ts'
import { integrationKey } from './openapi-body.ts'
import { modelBody, modelParameter, validatorOf } from './rest-model.ts'
import { requestParametersOf } from './rest-parameters.ts'
import { authorizerScopes, requireAuthorizer } from './rest-authorizer.ts'
import { allowOnly, child, listOf, mapOf, refuse, textOf } from './sam-context.ts'
import type { SamNode } from './sam-context.ts'

const eventKeys = [
  'Path',
  'Method',
  'RestApiId',
  'Stage',
  'Auth',
  'RequestModel',
  'RequestParameters',
  'TimeoutInMillis',
  'ResponseTransferMode',
]
const authKeys = [
  'Authorizer',
  'AuthorizationScopes',
  'ApiKeyRequired',
  'InvokeRole',
  'OverrideApiAuth',
  'ResourcePolicy',
]

/** The operation that an `Api` event adds to the body of its API. */
export function restOperation(event: ApiEvent, api: SamNode, isOpenApi3: boolean): JsonObject {
  allowOnly(event.node, eventKeys)
  const { TimeoutInMillis: timeout } = mapOf(event.node)
  const isStreamed = isResponseStreamed(child(event.node, 'ResponseTransferMode'))
  const parameters = [
    ...modelParameter(event.node, isOpenApi3),
    ...requestParametersOf(child(event.node, 'RequestParameters'), isOpenApi3),
  ]
  return {
    [integrationKey]: {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: isStreamed ? streamingUri(event.arnText) : invocationUri(event.arnText),
      ...(isStreamed && { responseTransferMode: 'STREAM' }),
      ...(timeout !== undefined && { timeoutInMillis: timeout }),
    },
    responses: {},
    ...withSecurity(restSecurity(child(event.node, 'Auth'), api)),
    ...(parameters.length > 0 && { parameters }),
    ...modelBody(event.node, isOpenApi3),
    ...validatorOf(event.node),
  }
}

function isResponseStreamed(mode: SamNode): boolean {
  const text = textOf(mode)
  if (text === undefined || text === 'BUFFERED') return false
  if (text === 'STREAM') return true
  throw refuse(mode, `"${text}" is no response transfer mode.`, 'Write STREAM or BUFFERED.')
}

/** `security` of a method by its event's `Auth`; markers (`NONE`, `api_key_false`) stay until the defaults are set. */
export function restSecurity(auth: SamNode, api: SamNode): readonly JsonObject[] {
  allowOnly(auth, authKeys)
  const { ApiKeyRequired: keyRequired } = mapOf(auth)
  const key =
    keyRequired === undefined
      ? []
      : [{ [keyRequired === false || keyRequired === 'false' ? 'api_key_false' : 'api_key']: [] }]
  const authorizer = child(auth, 'Authorizer')
  const scopes = listOf(child(auth, 'AuthorizationScopes'))
  if (authorizer.value === undefined) {
    if (scopes === undefined || scopes.length === 0) return key
    throw refuse(auth, 'AuthorizationScopes works only with an Authorizer.', 'Write the Authorizer beside it.')
  }
  const name = requireAuthorizer(authorizer, api, ['NONE', 'AWS_IAM'])
  if (name === 'NONE' && mapOf(child(api, 'Auth')).DefaultAuthorizer === undefined) {
    throw refuse(
      authorizer,
      'NONE needs a DefaultAuthorizer to step out of.',
      'Remove it: the route is open without it.',
    )
  }
  return [{ [name]: scopes ?? authorizerScopes(api, name) ?? [] }, ...key]
}

function withSecurity(security: readonly JsonObject[]): JsonObject {
  return security.length > 0 ? { security } : {}
}
