import { spawnSync } from 'node:child_process'
import type { KeyObject } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Certificate } from './certificate.ts'
import { environment, freePort, startProgram, type Program } from './program.ts'

export interface HaproxyOptions {
  readonly folder: string
  readonly backendPort: number
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  readonly publicKey: KeyObject
  readonly certificate: Certificate
}

export function isHaproxyInstalled(): boolean {
  return spawnSync('haproxy', ['-v'], { env: environment }).status === 0
}

/**
 * haproxy on one thread. Below `/guarded/` it checks what the gateway's JWT authorizer checks of a token; below `/signed/`
 * signature, issuer and expiry alone. It remembers no token: `jwt_verify` computes each signature again.
 */
export async function startHaproxy(options: HaproxyOptions): Promise<Program & { readonly securePort: number }> {
  const port = await freePort()
  const securePort = await freePort()
  const keyFile = join(options.folder, 'key.pem')
  await writeFile(keyFile, options.publicKey.export({ type: 'spki', format: 'pem' }))
  const file = join(options.folder, 'haproxy.cfg')
  await writeFile(file, configuration(options, { port, securePort, keyFile }))
  return { ...(await startProgram('haproxy', ['-db', '-f', file], port)), securePort }
}

function configuration(
  { backendPort, certificate, clientId, issuer, scope }: HaproxyOptions,
  { port, keyFile, securePort }: { readonly port: number; readonly securePort: number; readonly keyFile: string },
): string {
  return `global
  nbthread 1
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend gateway
  bind 127.0.0.1:${port}
  bind 127.0.0.1:${securePort} ssl crt ${certificate.bothFile}
  acl guarded path_beg /guarded/
  acl checked path_beg /guarded/ /signed/
  http-request set-var(txn.alg) http_auth_bearer,jwt_header_query('$.alg') if checked
  http-request set-var(txn.exp) http_auth_bearer,jwt_payload_query('$.exp','int') if checked
  http-request set-var(txn.now) date() if checked
  http-request deny deny_status 401 if checked !{ var(txn.alg) -m str RS256 }
  http-request deny deny_status 401 if checked !{ http_auth_bearer,jwt_verify(txn.alg,"${keyFile}") -m int 1 }
  http-request deny deny_status 401 if checked !{ http_auth_bearer,jwt_payload_query('$.iss') -m str ${issuer} }
  http-request deny deny_status 401 if checked { var(txn.exp),sub(txn.now) -m int lt 0 }
  http-request deny deny_status 401 if guarded !{ http_auth_bearer,jwt_payload_query('$.client_id') -m str ${clientId} }
  http-request deny deny_status 403 if guarded !{ http_auth_bearer,jwt_payload_query('$.scope') -m sub ${scope} }
  default_backend upstream
backend upstream
  server one 127.0.0.1:${backendPort}
`
}
