import type { AccessKey } from '../../domain/access-key.ts'
import type { HttpRequest } from '../../http/message.ts'
import type { Clock } from '../../ports/clock.ts'
import { noSigners, type RequestSigners } from '../../ports/request-signers.ts'
import { signedRequestVerifier } from './sigv4.ts'

type FindAccessKey = (accessKeyId: string) => Promise<AccessKey | undefined>

export interface OperatorConnectionsOptions {
  readonly clock: Clock
  readonly findAccessKey: FindAccessKey
  /** Of the credential scope. */
  readonly region: string
}

/** Operators' access keys for methods of APIs under AWS_IAM. */
export function operatorSigners({ findAccessKey }: { readonly findAccessKey: FindAccessKey }): RequestSigners {
  return { ...noSigners, findAccessKey }
}

/** The same for `@connections` of WebSocket APIs: a key that may only read may look at a connection. */
export function operatorConnections({ clock, findAccessKey, region }: OperatorConnectionsOptions) {
  const verify = signedRequestVerifier({
    service: 'execute-api',
    regions: [region],
    requiredHeaders: ['host', 'x-amz-date'],
    async findCredential(accessKeyId) {
      const key = await findAccessKey(accessKeyId)
      return key?.disabledAt === undefined ? key : undefined
    },
  })
  return async function authenticateConnections(request: HttpRequest): Promise<boolean> {
    const verdict = await verify(request, clock.now())
    return verdict.ok && (verdict.credential.role === 'admin' || request.method === 'GET')
  }
}
