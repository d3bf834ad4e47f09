import { newUuid } from '../../crypto/identifiers.ts'
import { deviceNameOf } from '../../domain/device-name.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { RiskSettings } from '../../domain/risk-configuration.ts'
import type { RiskDecision } from '../../domain/risk/decide-risk.ts'
import { riskNotice } from '../../domain/risk/risk-notice.ts'
import type { UserPool } from '../../domain/user-pool.ts'
import type { User } from '../../domain/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { sealFeedbackToken } from './feedback-token.ts'

export interface NoticedSignIn {
  readonly pool: UserPool
  readonly user: Pick<User, 'sub' | 'attributes'>
  readonly eventId: string
  readonly request: RequestFacts
  readonly settings: RiskSettings
  readonly action: RiskDecision['action']
}

/** The mail that tells a user of a sign-in and asks whether it was theirs: for the commit of the event. */
export async function noticeOfRisk(
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>,
  { pool, user, eventId, request, settings, action }: NoticedSignIn,
): Promise<readonly Write[]> {
  const { email, email_verified: isVerified } = user.attributes
  if (!email || isVerified !== 'true') return []
  const feedbackToken = sealFeedbackToken(ports, { poolId: pool.id, sub: user.sub, eventId })
  const createdAt = ports.clock.now()
  const message = riskNotice(settings.AccountTakeoverRiskConfiguration?.NotifyConfiguration, action, {
    ipAddress: request.sourceIp,
    deviceName: request.device?.name ?? deviceNameOf(request.userAgent),
    loginTime: createdAt.toUTCString(),
    eventId,
    feedbackToken,
    links: await feedbackLinks(ports, pool.id, feedbackToken),
  })
  const id = newUuid((size) => ports.random.bytes(size))
  return [
    {
      write: 'enqueueMessage',
      message: { id, poolId: pool.id, channel: 'EMAIL', to: email, ...message, code: undefined, createdAt },
    },
  ]
}

/** To the pool's own domain as it is configured, never to a host that a request named. */
async function feedbackLinks(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  poolId: string,
  token: string,
): Promise<{ readonly valid: string; readonly invalid: string } | undefined> {
  const domains = await ports.storage.userPools.listDomains(poolId)
  const domain = domains.find(({ customDomainConfig }) => customDomainConfig) ?? domains.at(0)
  if (!domain) return undefined
  const link = (feedback: string) => {
    const query = new URLSearchParams({ feedback, feedback_token: token })
    return `${ports.addresses.domainOrigin(domain)}/authEventFeedback?${query.toString()}`
  }
  return { valid: link('Valid'), invalid: link('Invalid') }
}
