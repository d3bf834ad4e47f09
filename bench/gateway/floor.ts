import { createServer } from 'node:http'
import { Pool } from 'undici'
import { verifyJwtSync } from '../../src/crypto/jwt.ts'
import { importPublicJwk } from '../../src/crypto/jwk.ts'

/**
 * The least that Node can do for a request: node:http in front, undici's `dispatch` behind, and a Map of tokens that were
 * verified before. No routes, no limits, no guard against anything: what a gateway adds is measured against it.
 */
const [, , port, backendPort, jwk = ''] = process.argv
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

createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  const { authorization, host: _host, ...passed } = request.headers
  if (request.url?.startsWith('/guarded/') && !isVerified(authorization?.slice(7) ?? '')) {
    response.writeHead(401).end()
    return
  }
  pool.dispatch(
    { path: request.url ?? '/', method: 'GET', headers: { ...passed, authorization } },
    {
      onRequestStart: () => {},
      onResponseStart(_, status, { connection: _hop, 'keep-alive': _hint, ...headers }) {
        response.writeHead(status, headers)
      },
      onResponseData(controller, chunk) {
        if (!response.write(chunk)) controller.pause()
      },
      onResponseEnd: () => void response.end(),
      onResponseError: () => void response.destroy(),
    },
  )
}).listen(Number(port), '127.0.0.1')
