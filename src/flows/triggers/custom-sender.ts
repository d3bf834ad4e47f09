import type { CustomSending, OutboundMessage } from '../../domain/messages/message.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { SendResult } from '../../ports/message-sender.ts'
import type { Ports } from '../../ports/ports.ts'
import { encryptForSender } from './encrypt-for-sender.ts'
import type { CustomMessageSource, MessageOrigin } from './custom-message.ts'
import { invokeTrigger } from './invoke-trigger.ts'
import { triggerArn, type TriggerPorts } from './trigger.ts'
import { eventAttributes } from './user-attributes.ts'

type Channel = OutboundMessage['channel']

/** What these functions send for: all that there are words to ask for, and the notices of threat protection. */
export type SenderSource = CustomMessageSource | 'AccountTakeOverNotification'

export interface SenderOccasion {
  readonly pool: UserPool
  readonly user: User
  readonly origin: Omit<MessageOrigin, 'source'> & { readonly source: SenderSource }
  readonly channel: Channel
  /** What a function that gets no code is told among the attributes. */
  readonly facts?: Readonly<Record<string, string>>
}

/** For the message that is enqueued: what the function that sends in the pool's place is to be told, if there is one. */
export function toldToSender({ pool, user, origin, channel, facts }: SenderOccasion): {
  readonly custom?: CustomSending
} {
  if (triggerArn(pool, triggers[channel].name) === undefined) return {}
  const { source, caller, clientMetadata } = origin
  const { clientId, userAgent } = caller
  const userAttributes = { ...eventAttributes(pool, user), ...facts }
  return { custom: { source, userName: user.username, userAttributes, clientId, userAgent, clientMetadata } }
}

export type SenderPorts = TriggerPorts & Pick<Ports, 'storage'>

/**
 * Has the pool's function send a message; undefined where the pool has none any more. Cognito: nobody waits for it, and
 * what it answers is not read. The code in it is encrypted under the pool's KMSKeyID.
 */
export async function sendByFunction(
  ports: SenderPorts,
  pool: UserPool,
  { channel, code, custom }: OutboundMessage & { readonly custom: CustomSending },
): Promise<SendResult | undefined> {
  const { name, type } = triggers[channel]
  if (triggerArn(pool, name) === undefined) return undefined
  const { source, userName, userAttributes, clientId, userAgent, clientMetadata } = custom
  const sealed = code === undefined ? null : await encryptForSender(ports, pool, code)
  if (sealed === undefined) {
    return { kind: 'failed', reason: `${name}: KMSKeyID is no key of this installation`, permanent: false }
  }
  const event = {
    pool,
    userName,
    caller: { clientId, userAgent },
    name,
    source: `${name}_${source}`,
    request: { type, code: sealed, userAttributes, clientMetadata },
    response: {},
  } as const
  const result = await invokeTrigger(ports, event, { tries: 1, timeoutMilliseconds: longestMilliseconds })
  switch (result?.kind) {
    case undefined:
      return undefined
    case 'success':
      return { kind: 'sent' }
    case 'unavailable':
      return { kind: 'unreachable', reason: `${name}: the function was not started` }
    case 'timeout':
      return { kind: 'failed', reason: `${name}: the function took too long`, permanent: false }
    case 'function-error':
      return { kind: 'failed', reason: `${name}: the function failed`, permanent: false }
  }
}

/** Below the minute that a sender may take. */
const longestMilliseconds = 50_000

const triggers = {
  EMAIL: { name: 'CustomEmailSender', type: 'customEmailSenderRequestV1' },
  SMS: { name: 'CustomSMSSender', type: 'customSMSSenderRequestV1' },
} as const satisfies Readonly<Record<Channel, object>>
