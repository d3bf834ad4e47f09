import { headersFromRaw } from '../../http/headers.ts'
import type { Fetch } from '../../gateway/fetch.ts'
import { newUuid } from '../../crypto/identifiers.ts'
import type { Ports } from '../../ports/ports.ts'
import { answerPoolDomain, type PoolDomainOptions } from '../hosts/pool-domain-handler.ts'

/**
 * Asks the OAuth endpoints of this installation's own pools, at `<public URL>/<pool id>/…`, inside this process: a node may
 * be unable to reach itself by the names that clients know.
 */
export function ownEndpointFetch(ports: Ports, options: PoolDomainOptions): Fetch {
  return async (url, { method = 'GET', headers = {}, body = '' }) => {
    const base = options.publicUrl()
    const [, poolId, path] = url.startsWith(`${base}/`) ? (/^\/([\w-]+)(\/.*)$/.exec(url.slice(base.length)) ?? []) : []
    if (poolId === undefined || path === undefined) throw new Error(`${url} is not of this installation`)
    const request = {
      method,
      url: path,
      headers: headersFromRaw(Object.entries(headers).flat()),
      body: Buffer.from(body, 'utf8'),
      sourceIp: '127.0.0.1',
    }
    const pool = { by: 'poolId', poolId } as const
    const answer = await answerPoolDomain(ports, options, { request, pool, requestId: newUuid(ports.random.bytes) })
    const fields = Object.entries(answer.headers).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : [...value]).map((each): [string, string] => [name, each]),
    )
    return new Response(answer.body, { status: answer.status, headers: fields })
  }
}
