import { answerIssuerDocument } from '../../oauth/issuer-documents.ts'
import { splitTarget } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Handler } from '../../server/exchange.ts'
import { recordHandler } from '../../server/record-handler.ts'

/** Discovery and keys of every pool. */
export function issuerHandler(ports: Ports): Handler<'issuer'> {
  return recordHandler<'issuer'>({
    maxBodyBytes: 0,
    async handle({ method, url }, { poolId }, { requestId }) {
      const pool = await ports.storage.userPools.find(poolId)
      const { path } = splitTarget(url)
      const answer = pool && (await answerIssuerDocument(ports, pool, { method, path, requestId }))
      return answer ?? notFound(poolId)
    },
  })
}

function notFound(poolId: string) {
  const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' }
  return { status: 404, headers, body: JSON.stringify({ message: `User pool ${poolId} does not exist.` }) }
}
