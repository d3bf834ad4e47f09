import type { IncomingMessage } from 'node:http'
import { headersFromRaw } from '../../http/headers.ts'
import type { HttpRequest } from '../../http/message.ts'
import { readBody, type ArrivalLimits } from '../request/request-body.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import { jsonReply, type Reply } from '../responses/reply.ts'
import { framePayload } from './frame-payload.ts'
import type { LiveConnection } from './live-connection.ts'

/** Whether whoever signed the request may send to the clients of this installation's APIs. */
export type AuthenticateConnections = (request: HttpRequest) => Promise<boolean>

export interface ManagementOptions {
  readonly message: IncomingMessage
  readonly request: GuardedRequest
  readonly sourceIp: string
  readonly find: () => LiveConnection | undefined
  readonly authenticate: AuthenticateConnections | undefined
  readonly messageBytes: number
  readonly arrivalLimits: ArrivalLimits
}

/** The ApiGatewayManagementApi of one connection: POST, GET and DELETE of `/{stage}/@connections/{connectionId}`. */
export async function manageConnection({
  message,
  request,
  sourceIp,
  find,
  authenticate,
  messageBytes,
  arrivalLimits,
}: ManagementOptions): Promise<Reply | undefined> {
  if (authenticate === undefined) return failed(403, 'ForbiddenException', 'Forbidden')
  if ((request.declaredLength ?? 0) > messageBytes) return tooLarge
  const body = await readBody(message, request.declaredLength, arrivalLimits)
  if (body.kind === 'aborted') return undefined
  if (body.kind === 'too-slow') return failed(408, 'RequestTimeoutException', 'Request Timeout')
  if (body.kind === 'too-large' || body.bytes.length > messageBytes) return tooLarge
  const signed = {
    method: request.method,
    url: message.url ?? '',
    headers: headersFromRaw(message.rawHeaders),
    body: body.bytes,
    sourceIp,
  }
  if (!(await authenticate(signed))) return failed(403, 'ForbiddenException', 'Forbidden')
  const connection = find()
  if (connection === undefined) return failed(410, 'GoneException', 'Gone')
  switch (request.method) {
    case 'GET':
      return jsonReply(200, describe(connection))
    case 'POST':
      if (connection.send(framePayload(body.bytes))) return { status: 200, headers: [], body: '' }
      return failed(429, 'LimitExceededException', 'The buffer of the client is full')
    case 'DELETE':
      connection.close(1000, '')
      return { status: 204, headers: [], body: '' }
    default:
      return failed(403, 'ForbiddenException', 'Forbidden')
  }
}

function describe({ facts, lastActiveAt }: LiveConnection): object {
  const { connectedAt, sourceIp, userAgent } = facts
  return {
    connectedAt: connectedAt.toISOString(),
    identity: { sourceIp, ...(userAgent === undefined ? {} : { userAgent }) },
    lastActiveAt: lastActiveAt().toISOString(),
  }
}

const tooLarge = failed(413, 'PayloadTooLargeException', 'Payload Too Large')

function failed(status: number, type: string, message: string): Reply {
  return jsonReply(status, { message }, [['x-amzn-ErrorType', type]])
}
