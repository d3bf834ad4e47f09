import type { IncomingMessage } from 'node:http'
import { arrivalHeaders } from '../authorizers/iam/read-arrival-signature.ts'
import type { ClientFacts } from '../exchange/exchange.ts'
import type { HttpRequest } from '../../http/message.ts'
import type { ConnectionAnswer, ConnectionCall, ConnectionRequest } from '../../ports/connection-relay.ts'
import { readBody, type ArrivalLimits } from '../request/request-body.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import { jsonReply, type Reply } from '../exchange/reply.ts'
import { framePayload } from './frame-payload.ts'
import type { ReachConnection } from './reach-connection.ts'

/** Whether whoever signed the request may send to the clients of this installation's APIs. */
export type AuthenticateConnections = (request: HttpRequest) => Promise<boolean>

export interface ManagementOptions {
  readonly message: IncomingMessage
  readonly request: GuardedRequest
  readonly client: ClientFacts
  /** Whose connection it is, and how it is reached. */
  readonly connection: Omit<ConnectionCall, 'request'>
  readonly reach: ReachConnection
  readonly authenticate: AuthenticateConnections | undefined
  readonly messageBytes: number
  readonly arrivalLimits: ArrivalLimits
}

/** The ApiGatewayManagementApi of one connection: POST, GET and DELETE of `/{stage}/@connections/{connectionId}`. */
export async function manageConnection({
  message,
  request,
  client,
  connection,
  reach,
  authenticate,
  messageBytes,
  arrivalLimits,
}: ManagementOptions): Promise<Reply | undefined> {
  if (authenticate === undefined) return failed(403, 'ForbiddenException', 'Forbidden')
  const body = await readBody(message, request.declaredLength, arrivalLimits, { mostBytes: messageBytes })
  if (body.kind === 'aborted') return undefined
  if (body.kind === 'too-slow') return failed(408, 'RequestTimeoutException', 'Request Timeout')
  if (body.kind !== 'body') return tooLarge
  const signed = {
    method: request.method,
    url: message.url ?? '',
    headers: arrivalHeaders(message.rawHeaders, client),
    body: body.bytes,
    sourceIp: client.sourceIp,
  }
  if (!(await authenticate(signed))) return failed(403, 'ForbiddenException', 'Forbidden')
  const asked = requestOf(request.method, body.bytes)
  return asked === undefined
    ? failed(403, 'ForbiddenException', 'Forbidden')
    : replyOf(asked, await reach({ ...connection, request: asked }))
}

function requestOf(method: string, body: Buffer): ConnectionRequest | undefined {
  switch (method) {
    case 'GET':
      return { kind: 'describe' }
    case 'POST':
      return { kind: 'send', data: framePayload(body) }
    case 'DELETE':
      return { kind: 'close' }
    default:
      return undefined
  }
}

function replyOf({ kind }: ConnectionRequest, answer: ConnectionAnswer): Reply {
  switch (answer.kind) {
    case 'done':
      return { status: kind === 'close' ? 204 : 200, headers: [], body: '' }
    case 'described': {
      const { connectedAt, lastActiveAt, sourceIp, userAgent } = answer
      const identity = { sourceIp, ...(userAgent === undefined ? {} : { userAgent }) }
      return jsonReply(200, { connectedAt, identity, lastActiveAt })
    }
    case 'full':
      return failed(429, 'LimitExceededException', 'The buffer of the client is full')
    case 'gone':
      return failed(410, 'GoneException', 'Gone')
    case 'unreachable':
      return failed(504, 'GatewayTimeoutException', 'Endpoint request timed out')
  }
}

const tooLarge = failed(413, 'PayloadTooLargeException', 'Payload Too Large')

function failed(status: number, type: string, message: string): Reply {
  return jsonReply(status, { message }, [['x-amzn-ErrorType', type]])
}
