import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Pool } from 'undici'
import { verifyJwtSync } from '../../src/crypto/jose/jwt.ts'
import { importPublicJwk } from '../../src/crypto/jose/jwk.ts'

/**
 * The least that Node can do for a request: node:http in front, undici's `dispatch` behind, and a Map of tokens that were
 * verified before. No routes, no limits, no guard against anything: what a gateway adds is measured against it. A short
 * body goes out in one text with its head, as the gateway writes it.
 */
const [, , port, backendPort, jwk = '', certFile, keyFile] = process.argv
const key = importPublicJwk(JSON.parse(jwk))?.key
const pool = new Pool(`http://127.0.0.1:${backendPort}`, { connections: 64, pipelining: 1 })
const verified = new Map<string, { readonly exp: number }>()

function isVerified(token: string): boolean {
  const known = verified.get(token)
  if (known !== undefined) return known.exp * 1000 > Date.now()
  const result = verifyJwtSync(token, () => key)
  if (result.kind !== 'ok') return false
  verified.set(token, { exp: Number(result.claims['exp']) })
  return true
}

const answer: RequestListener = (request, response) => {
  const { authorization, host: _host, ...passed } = request.headers
  if (!request.url?.startsWith('/open/') && !isVerified(authorization?.slice(7) ?? '')) {
    response.writeHead(401).end()
    return
  }
  let missing = NaN
  let last: string | undefined
  pool.dispatch(
    { path: request.url ?? '/', method: 'GET', headers: { ...passed, authorization } },
    {
      onRequestStart: () => {},
      onResponseStart(_, status, { connection: _hop, 'keep-alive': _hint, ...headers }) {
        missing = Number(headers['content-length'])
        response.writeHead(status, headers)
      },
      onResponseData(controller, chunk) {
        missing -= chunk.length
        if (missing === 0) last = chunk.toString('latin1')
        else if (!response.write(chunk)) controller.pause()
      },
      onResponseEnd: () => void response.end(last, 'latin1'),
      onResponseError: () => void response.destroy(),
    },
  )
}

const options = { keepAliveTimeout: 65_000, optimizeEmptyRequests: true }
const server =
  certFile === undefined || keyFile === undefined
    ? createServer(options, answer)
    : createTlsServer({ ...options, cert: readFileSync(certFile), key: readFileSync(keyFile) }, answer)
server.listen(Number(port), '127.0.0.1')
