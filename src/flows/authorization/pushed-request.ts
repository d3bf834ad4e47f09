import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import { newUuid } from '../../crypto/identifiers.ts'
import { parseQuery } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { pageError, type PageError } from './page-errors.ts'

/** As long as people may take at the pages: they carry the reference, and so end with it. */
export const pushedRequestSeconds = 600

const urnPrefix = 'urn:ietf:params:oauth:request_uri:'
const purpose = 'pushed request'

/** A request that its client sent ahead and proved to be its own (RFC 9126): what the browser carries refers to it. */
export interface PushedRequest {
  /** Spent with the first answer. */
  readonly id: string
  readonly expiresAt: Date
}

/** The `request_uri` for parameters of a client. It holds them, sealed, so that nothing is stored until it is used. */
export function sealPushedRequest(
  ports: Pick<Ports, 'clock' | 'random' | 'sealing'>,
  { pool }: PoolDomain,
  asked: { readonly clientId: string; readonly query: string },
): string {
  const random = (size: number) => ports.random.bytes(size)
  const expiresAt = new Date(ports.clock.now().getTime() + pushedRequestSeconds * 1000)
  const content = { ...asked, poolId: pool.id, id: newUuid(random), until: expiresAt.getTime() }
  return `${urnPrefix}${sealToken(content, ports.sealing.keyFor(purpose), { purpose, expiresAt, random })}`
}

export interface ResolvedQuery {
  readonly kind: 'query'
  readonly query: string
  readonly pushed: PushedRequest | undefined
}

/** The parameters of a request: those that a `request_uri` of ours refers to, in place of all others, or its own. */
export function resolvePushedRequest(
  ports: Pick<Ports, 'clock' | 'sealing'>,
  { pool }: PoolDomain,
  query: string,
): ResolvedQuery | PageError {
  const parameters = parseQuery(query)
  const requestUri = parameters.ok ? parameters.values.get('request_uri') : undefined
  if (!parameters.ok || !requestUri?.startsWith(urnPrefix)) return { kind: 'query', query, pushed: undefined }
  if (parameters.duplicates.length > 0) return pageError('parameter_repeated')
  const sealed = requestUri.slice(urnPrefix.length)
  const opened = openToken(sealed, ports.sealing.keyFor(purpose), purpose, ports.clock.now())
  if (opened === undefined || opened === 'expired') return pageError('request_uri_invalid')
  const isTheirs = opened.poolId === pool.id && opened.clientId === parameters.values.get('client_id')
  if (!isTheirs) return pageError('request_uri_invalid')
  const pushed = { id: String(opened.id), expiresAt: new Date(Number(opened.until)) }
  return { kind: 'query', query: String(opened.query), pushed }
}

/** Of many answers to one pushed request, one is given. */
export function spendPushedRequest(poolId: string, pushed: PushedRequest | undefined): readonly Write[] {
  if (pushed === undefined) return []
  return [{ write: 'spendSession', poolId, sessionId: pushed.id, expiresAt: pushed.expiresAt }]
}
