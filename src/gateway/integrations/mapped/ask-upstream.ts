import type { ApiExtras } from '../../definition/api-extras.ts'
import type { HeaderList } from '../../../http/header-list.ts'
import { streamOfBytes } from '../request-stream.ts'
import type { ClientSide } from '../../exchange/response-writer.ts'
import { sendUpstream } from '../send-upstream.ts'
import type { Upstreams } from '../upstreams.ts'
import { collectResponse } from './collect-response.ts'
import type { EndpointOutcome } from './endpoint.ts'

export interface HttpResources {
  readonly upstreams: Upstreams
  /** The client's side, watched for its going away. */
  readonly writer: ClientSide
}

export interface WholeRequest {
  /** Path and query. */
  readonly path: string
  readonly method: string
  readonly headers: HeaderList
  readonly bytes: Uint8Array
  readonly timeoutMilliseconds: number
}

/** Sends what is there whole, and waits for the whole answer. */
export async function askUpstream(
  name: string,
  { bytes, ...request }: WholeRequest,
  { extras, upstreams, writer }: HttpResources & { readonly extras: ApiExtras },
): Promise<EndpointOutcome> {
  const upstream = await upstreams.find(name)
  if (writer.isClientGone()) return { kind: 'client-gone', reason: 'client closed the connection' }
  const collected = collectResponse(writer)
  using body = streamOfBytes(bytes)
  const ends = { writer: collected.writer, responseHeaders: (sent: HeaderList) => sent, extras }
  const outcome = await sendUpstream(upstream, { ...request, body }, ends)
  if (outcome.kind !== 'streamed') return outcome
  const response = collected.response()
  return response === undefined
    ? { kind: 'unreachable', reason: 'the response broke off' }
    : { kind: 'response', response: { ...response, selector: String(outcome.status) } }
}
