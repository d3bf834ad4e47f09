import { newUuid } from '../../crypto/identifiers.ts'
import { signJws } from '../../crypto/jose/jws.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { LogoutNotice } from '../../domain/messages/message.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { SendResult } from '../../ports/message-sender.ts'
import { OutboundFault } from '../../ports/outbound-fetch.ts'
import type { Ports } from '../../ports/ports.ts'
import { issuerOf } from '../user-pools/issuer-of.ts'
import { requireSigningKey } from '../user-pools/signing-keys.ts'
import { pauseWhenUnreachable } from './pause-when-unreachable.ts'

type Needs = Pick<Ports, 'addresses' | 'clock' | 'outboundFetch' | 'random' | 'storage'>

const lifeSeconds = 120
/** OpenID Connect Back-Channel Logout 1.0 section 2.4. */
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
/** Answers after which asking again may help; a client that says no otherwise means it. */
const passing = new Set([408, 425, 429])

interface LogoutCall {
  readonly pool: UserPool
  readonly uri: string
  readonly notice: LogoutNotice
}

/** Tells app clients of sessions that ended, each at the URI that its pool's tags name now. */
export function createLogoutSender(ports: Needs): (notice: LogoutNotice) => Promise<SendResult> {
  const senders = new Map<string, (call: LogoutCall) => Promise<SendResult>>()
  return async (notice) => {
    const [pool, client] = await Promise.all([
      ports.storage.userPools.find(notice.poolId),
      ports.storage.appClients.find(notice.clientId),
    ])
    const uri = pool && client?.poolId === pool.id ? extraOf(pool, 'backchannel-logout-uri', client) : 'off'
    // Nobody wants to know any more.
    if (pool === undefined || uri === 'off') return { kind: 'sent' }
    // One that cannot be reached holds up no other, nor the mail that leaves by the same outbox.
    const key = `${pool.id} ${uri}`
    const send = senders.get(key) ?? pauseWhenUnreachable((call: LogoutCall) => post(ports, call), ports.clock)
    senders.set(key, send)
    return send({ pool, uri, notice })
  }
}

async function post(ports: Needs, { pool, uri, notice }: LogoutCall): Promise<SendResult> {
  const body = new URLSearchParams({ logout_token: await logoutToken(ports, pool, notice) }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  try {
    const { status } = await ports.outboundFetch(uri, { method: 'POST', headers, body })
    if (status >= 200 && status < 300) return { kind: 'sent' }
    return { kind: 'failed', reason: `the client answered ${status}`, permanent: status < 500 && !passing.has(status) }
  } catch (error) {
    if (!(error instanceof OutboundFault)) throw error
    const { reason, message } = error
    const isAway = reason === 'connection' || reason === 'timeout'
    return isAway ? { kind: 'unreachable', reason: message } : { kind: 'failed', reason: message, permanent: true }
  }
}

/** Section 2.4: signed anew for each try, since it lives shorter than most waits. */
async function logoutToken(ports: Needs, pool: UserPool, { clientId, sub, sid }: LogoutNotice): Promise<string> {
  const now = ports.clock.now()
  const keys = await ports.storage.userPools.listSigningKeys(pool.id)
  const { kid, privateKey } = requireSigningKey(keys, 'id', now)
  const iat = Math.floor(now.getTime() / 1000)
  const claims = {
    iss: issuerOf(ports, pool),
    sub,
    aud: clientId,
    iat,
    exp: iat + lifeSeconds,
    jti: newUuid((size) => ports.random.bytes(size)),
    sid,
    events: { [logoutEvent]: {} },
  }
  return signJws({ kid, alg: 'RS256', typ: 'logout+jwt' }, JSON.stringify(claims), privateKey)
}
