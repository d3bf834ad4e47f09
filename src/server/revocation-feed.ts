import { isIssuerOf } from '../flows/user-pools/issuer-of.ts'
import type { RevocationReader } from '../flows/revocations/revocation-reader.ts'
import type { AccessKey } from '../domain/access-key.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { splitTarget } from '../http/query.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ports } from '../ports/ports.ts'
import type { Handler } from './exchange.ts'
import { recordHandler } from './record-handler.ts'
import { signedRequestVerifier } from './aws/sigv4.ts'

export interface RevocationFeedOptions {
  readonly ports: Pick<Ports, 'addresses' | 'storage'>
  readonly reader: RevocationReader
  /** Whether whoever asks may hear of revocations. */
  readonly authenticate: (request: HttpRequest) => Promise<boolean>
}

const longestWaitSeconds = 20
const mostIssuers = 20

/**
 * `GET /_sallyport/revocations?after=<position>`: what ended behind it. With `wait` an answer without any waits for
 * some, for so many seconds; with `issuer` the answer says which of those are issuers of pools that there are.
 */
export function revocationFeedHandler({ ports, reader, authenticate }: RevocationFeedOptions): Handler<'revocations'> {
  return recordHandler<'revocations'>({
    maxBodyBytes: 0,
    async handle(request, _destination, { response }) {
      if (!(await authenticate(request))) return refused(403, 'Forbidden')
      if (request.method !== 'GET') return refused(405, 'Method Not Allowed')
      const asked = readQuery(splitTarget(request.url).query)
      if (asked === undefined) return refused(400, 'Bad Request')
      const { after, seconds, issuers } = asked
      const leaving = new AbortController()
      response.on('close', () => leaving.abort())
      const page = await reader.read(after, seconds === 0 ? undefined : { seconds, signal: leaving.signal })
      if (page === 'too-many') return refused(503, 'Service Unavailable')
      const own = await Promise.all(issuers.map((issuer) => isOwnIssuer(ports, issuer)))
      const { last, revocations } = page
      return answer(200, {
        last,
        revocations: revocations.map((each) => ({ ...each, at: each.at?.getTime() })),
        ...(issuers.length > 0 && { issuers: issuers.filter((_, index) => own[index]) }),
      })
    },
  })
}

/**
 * Production: a request that is signed with an operator's access key, whatever its role: hearing of revocations changes
 * nothing.
 */
export function operatorsOnly({
  clock,
  findAccessKey,
}: {
  readonly clock: Clock
  readonly findAccessKey: (accessKeyId: string) => Promise<AccessKey | undefined>
}): RevocationFeedOptions['authenticate'] {
  const verify = signedRequestVerifier({
    service: 'cognito-idp',
    regions: undefined,
    requiredHeaders: ['host', 'x-amz-date'],
    async findCredential(accessKeyId) {
      const key = await findAccessKey(accessKeyId)
      return key?.disabledAt === undefined ? key : undefined
    },
  })
  return async (request) => (await verify(request, clock.now())).ok
}

function readQuery(query: string) {
  const parameters = new URLSearchParams(query)
  const issuers = parameters.getAll('issuer')
  const after = wholeNumber(parameters.get('after') ?? '0')
  const seconds = wholeNumber(parameters.get('wait') ?? '0')
  if (after === undefined || seconds === undefined || issuers.length > mostIssuers) return undefined
  return { after, seconds: Math.min(seconds, longestWaitSeconds), issuers }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

async function isOwnIssuer(ports: RevocationFeedOptions['ports'], issuer: string): Promise<boolean> {
  const poolId = issuer.slice(issuer.lastIndexOf('/') + 1)
  return isIssuerOf(ports, poolId, issuer) && (await ports.storage.userPools.find(poolId)) !== undefined
}

function refused(status: number, message: string): HttpResponse {
  return answer(status, { message })
}

function answer(status: number, body: object): HttpResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return { status, headers, body: JSON.stringify(body) }
}
