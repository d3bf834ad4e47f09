import { signedHeaders } from '../../http/sigv4-sign.ts'
import type { AwsAccessKey, AwsCredentialsFound } from '../../ports/aws-credentials.ts'
import type { Clock } from '../../ports/clock.ts'

export interface SecurityTokenService {
  readonly endpoint: string
  readonly region: string
  readonly clock: Clock
}

/** What a role lends, and until when. */
export interface RoleSession {
  readonly accessKey: AwsAccessKey
  readonly expiresAt: Date
}

export type AssumedRole = { readonly kind: 'assumed'; readonly session: RoleSession } | NotFound
type NotFound = Exclude<AwsCredentialsFound, { kind: 'found' }>

/** API Gateway's own: policies that look at `aws:userid` or `sts:RoleSessionName` go on as they are. */
const sessionName = 'BackplaneAssumeRoleSession'
/** What a role that was assumed may ask for at most, and every role allows. */
const durationSeconds = 3600
const limitMilliseconds = 5000
const longestAnswer = 65_536

/** AssumeRole of AWS STS. Never rejects. */
export async function assumeRole(
  roleArn: string,
  accessKey: AwsAccessKey,
  { clock, endpoint, region }: SecurityTokenService,
): Promise<AssumedRole> {
  const url = new URL(endpoint)
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: String(durationSeconds),
  }).toString()
  const unsigned = {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body,
  }
  const signing = { credentials: accessKey, region, service: 'sts', now: clock.now() }
  const { host: _, ...headers } = signedHeaders(unsigned, signing)
  try {
    const signal = AbortSignal.timeout(limitMilliseconds)
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal })
    const text = (await response.text()).slice(0, longestAnswer)
    return response.ok ? sessionOf(text) : refusalOf(response.status, text)
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return { kind: 'unreachable', reason: isLate ? 'STS did not answer in time' : 'no connection to STS' }
  }
}

/** Its values are Base64, names and times, none of which XML spells otherwise. */
function sessionOf(text: string): AssumedRole {
  const valueOf = (name: string): string => new RegExp(`<${name}>([^<&\\s]+)</${name}>`).exec(text)?.[1] ?? ''
  const [accessKeyId, secretAccessKey, sessionToken, expiration] = (
    ['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'] as const
  ).map(valueOf)
  const expiresAt = new Date(expiration ?? '')
  if (!accessKeyId || !secretAccessKey || !sessionToken || Number.isNaN(expiresAt.getTime())) {
    return { kind: 'unreachable', reason: 'STS answered without credentials' }
  }
  return { kind: 'assumed', session: { accessKey: { accessKeyId, secretAccessKey, sessionToken }, expiresAt } }
}

function refusalOf(status: number, text: string): NotFound {
  const name = /<Code>(\w{1,60})<\/Code>/.exec(text)?.[1] ?? ''
  const reason = `STS answered ${status}${name === '' ? '' : ` ${name}`}`
  return { kind: status >= 500 || status === 429 || /Throttl/.test(name) ? 'unreachable' : 'refused', reason }
}
