import { signedHeaders } from '../../http/sigv4-sign.ts'
import type { AwsCredentials } from '../../ports/aws-credentials.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SendResult } from '../../ports/message-sender.ts'

export interface AwsService {
  readonly region: string
  /** `https://email.eu-central-1.amazonaws.com` */
  readonly endpoint: string
  readonly credentials: Pick<AwsCredentials, 'find'>
  readonly clock: Clock
}

export interface AwsRequest {
  readonly service: string
  readonly path: string
  readonly contentType: string
  readonly body: string
}

const limitMilliseconds = 30_000
const longestAnswer = 65_536

/** Sends one signed request. Redirects are not followed: the signature is for one host. */
export async function callAws(
  { region, endpoint, credentials, clock }: AwsService,
  { service, path, contentType, body }: AwsRequest,
): Promise<SendResult> {
  const own = await credentials.find()
  if (own.kind !== 'found') return { kind: 'unreachable', reason: `${service}: ${own.reason}` }
  const url = new URL(`${endpoint.replace(/\/$/, '')}${path}`)
  const unsigned = { method: 'POST', url, headers: { 'content-type': contentType }, body }
  const { host: _, ...headers } = signedHeaders(unsigned, {
    credentials: own.accessKey,
    region,
    service,
    now: clock.now(),
  })
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(limitMilliseconds),
    })
    const text = (await response.text()).slice(0, longestAnswer)
    return response.ok ? { kind: 'sent' } : failureOf(service, response, text)
  } catch (error) {
    const reason = error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no connection'
    return { kind: 'unreachable', reason: `${service}: ${reason}` }
  }
}

/** About us and not about the message: keys, limits, a paused account. */
const aboutUs =
  /Throttl|TooManyRequests|LimitExceeded|SendingPaused|AccountSuspended|AccessDenied|Authoriz|Signature|Token|Credential|UnrecognizedClient|KMS|OptInRequired|ServiceUnavailable|InternalFailure|InternalError/i

/** Of the answer only the name of the error is kept: its message repeats addresses. */
function failureOf(service: string, { status, headers }: Response, text: string): SendResult {
  const named =
    headers.get('x-amzn-errortype') ??
    /"__type"\s*:\s*"(?:[\w.]+#)?(\w{1,60})"/.exec(text)?.[1] ??
    /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1] ??
    ''
  const name = /^\w{1,60}/.exec(named)?.[0] ?? ''
  const reason = `${service}: ${status}${name === '' ? '' : ` ${name}`}`
  if (status >= 500 || status === 403 || status === 429 || aboutUs.test(name)) return { kind: 'unreachable', reason }
  return { kind: 'failed', reason, permanent: true }
}
