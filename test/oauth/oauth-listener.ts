import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { buffer } from 'node:stream/consumers'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { DomainRequest } from '../../src/flows/user-pools/domain-request.ts'
import { headersFromRaw } from '../../src/http/headers.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import { splitTarget } from '../../src/http/query.ts'
import { answerIssuerDocument } from '../../src/oauth/issuer-documents.ts'
import { GetTokensFromRefreshToken } from '../../src/operations/auth/GetTokensFromRefreshToken.ts'
import { RevokeToken } from '../../src/operations/auth/RevokeToken.ts'
import type { Ports } from '../../src/ports/ports.ts'
import { handleAwsJson } from '../../src/server/aws/aws-json.ts'
import { operationTable } from '../wire/operation-table.ts'
import { facts } from './oauth-records.ts'

export interface Tls {
  readonly key: string
  readonly cert: string
}

export interface OAuthListener extends AsyncDisposable {
  readonly origin: string
}

type Plain = Pick<DomainRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>

/** Serves a pool's issuer, its domain by `answer`, and the operations that Amplify calls beside them. */
export async function listenOAuth(
  ports: Ports,
  pool: UserPool,
  { answer, tls }: { readonly answer: (request: Plain) => Promise<HttpResponse>; readonly tls: Tls | undefined },
): Promise<OAuthListener> {
  const operate = handleAwsJson({
    operations: operationTable({ GetTokensFromRefreshToken, RevokeToken }),
    ports,
    authenticate: async () => ({ ok: false, exception: 'AccessDeniedException', message: 'No operator here.' }),
    region: facts.region,
    accountId: facts.accountId,
  })

  async function reply({ url = '', method = '', rawHeaders }: IncomingMessage, body: Buffer): Promise<HttpResponse> {
    const { path, query } = splitTarget(plainPath(url, pool))
    const headers = headersFromRaw(rawHeaders)
    if (path === '/') return operate({ method, url: path, headers, body, sourceIp: facts.sourceIp }, facts.requestId)
    const { requestId } = facts
    const issued = path.startsWith(`/${pool.id}/`)
      ? await answerIssuerDocument(ports, pool, { method, path: path.slice(pool.id.length + 1), requestId })
      : undefined
    return issued ?? answer({ method, path, query, headers, body })
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers, body } = await reply(request, await buffer(request))
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.writeHead(status).end(body)
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void serve(request, response)
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    origin: tls === undefined ? `http://127.0.0.1:${address.port}` : `https://localhost:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** As the installation routes it: RFC 8414 puts the issuer's path behind the name of the document. */
function plainPath(url: string, { id }: UserPool): string {
  const inserted = /^(\/\.well-known\/[\w-]+)\/([\w-]+)$/.exec(url)
  return inserted?.[2] === id ? `/${id}${inserted[1]}` : url
}
