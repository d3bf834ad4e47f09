import { newUuid } from '../../crypto/identifiers.ts'
import { deviceNameOf } from '../../domain/devices/device-name.ts'
import type { OutboundMessage } from '../../domain/messages/message.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { RiskSettings } from '../../domain/risk/risk-configuration.ts'
import type { RiskDecision } from '../../domain/risk/decide-risk.ts'
import { riskNotice, type RiskNoticeValues } from '../../domain/risk/risk-notice.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { personMessages } from '../messages/person-messages.ts'
import { findDomainOrigin } from '../user-pools/find-domain-origin.ts'
import { toldToSender } from '../triggers/custom-sender.ts'
import type { Metadata } from '../triggers/trigger.ts'
import { sealFeedbackToken } from './feedback-token.ts'

export interface NoticedSignIn {
  readonly pool: UserPool
  readonly user: User
  readonly clientId: string
  readonly clientMetadata: Metadata
  readonly eventId: string
  readonly request: RequestFacts
  readonly settings: RiskSettings
  readonly action: RiskDecision['action']
}

/** The mail that tells a user of a sign-in and asks whether it was theirs: for the commit of the event. */
export async function noticeOfRisk(
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>,
  { pool, user, clientId, clientMetadata, eventId, request, settings, action }: NoticedSignIn,
): Promise<readonly Write[]> {
  const { email, email_verified: isVerified } = user.attributes
  if (!email || isVerified !== 'true') return []
  const feedbackToken = sealFeedbackToken(ports, { poolId: pool.id, sub: user.sub, eventId })
  const createdAt = ports.clock.now()
  const configuration = settings.AccountTakeoverRiskConfiguration?.NotifyConfiguration
  const { From: from, ReplyTo: replyTo } = configuration ?? {}
  const values = {
    ipAddress: request.sourceIp,
    deviceName: request.device?.name ?? deviceNameOf(request.userAgent),
    loginAt: createdAt,
    eventId,
    feedbackToken,
    links: await feedbackLinks(ports, pool.id, feedbackToken),
  }
  const id = newUuid((size) => ports.random.bytes(size))
  const messages = await personMessages({ pool, user, language: request.language })
  const caller = { clientId, userAgent: request.userAgent }
  const origin = { source: 'AccountTakeOverNotification', caller, clientMetadata } as const
  const enqueued: OutboundMessage = {
    id,
    poolId: pool.id,
    channel: 'EMAIL',
    to: email,
    ...riskNotice(configuration, action, values, messages),
    ...(from && { from }),
    ...(replyTo && { replyTo }),
    code: undefined,
    createdAt,
    ...toldToSender({ pool, user, origin, channel: 'EMAIL', facts: factsOf(user, action, values) }),
  }
  return [{ write: 'enqueueMessage', message: enqueued }]
}

/** The same for a function that writes the mail itself. Cognito: under these names, among the user's attributes. */
function factsOf(
  { username }: User,
  action: NoticedSignIn['action'],
  { ipAddress, deviceName, loginAt, eventId, feedbackToken, links }: RiskNoticeValues,
): Readonly<Record<string, string>> {
  return {
    EVENT_ID: eventId,
    USER_NAME: username,
    IP_ADDRESS: ipAddress,
    ACCOUNT_TAKE_OVER_ACTION: action,
    ONE_CLICK_LINK_VALID: links?.valid ?? '',
    ONE_CLICK_LINK_INVALID: links?.invalid ?? '',
    LOGIN_TIME: loginAt.toUTCString(),
    FEEDBACK_TOKEN: feedbackToken,
    DEVICE_NAME: deviceName,
  }
}

async function feedbackLinks(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  poolId: string,
  token: string,
): Promise<{ readonly valid: string; readonly invalid: string } | undefined> {
  const origin = await findDomainOrigin(ports, poolId)
  if (origin === undefined) return undefined
  const link = (feedback: string) => {
    const query = new URLSearchParams({ feedback, feedback_token: token })
    return `${origin}/authEventFeedback?${query.toString()}`
  }
  return { valid: link('Valid'), invalid: link('Invalid') }
}
