import type { AuthEvent } from '../risk/auth-event.ts'
import { deviceNameOf } from '../devices/device-name.ts'

/** A line of log delivery, as Cognito words them (contract, section 9). */
export interface LogMessage {
  readonly source: 'USER_ACTIVITY' | 'USER_NOTIFICATION'
  readonly level: 'INFO' | 'ERROR'
  readonly poolId: string
  readonly at: Date
  readonly message: Readonly<Record<string, unknown>>
}

export function renderLogMessage({ source, level, poolId, at, message }: LogMessage): string {
  return JSON.stringify({
    eventTimestamp: String(at.getTime()),
    eventSource: source,
    logLevel: level,
    message,
    logSourceId: { userPoolId: poolId },
  })
}

/** What people do: every member is there, and is a text or a list, as observed. */
export function activityMessage(event: AuthEvent, username: string): LogMessage {
  const { risk, feedback } = event
  return {
    source: 'USER_ACTIVITY',
    level: 'INFO',
    poolId: event.poolId,
    at: event.createdAt,
    message: {
      version: '1',
      eventId: event.id,
      eventType: event.type,
      userSub: event.sub,
      userName: username,
      userPoolId: event.poolId,
      clientId: event.clientId ?? '',
      creationDate: event.createdAt.toUTCString(),
      eventResponse: event.response,
      riskLevel: risk?.level ?? '',
      riskDecision: risk?.decision ?? 'NoRisk',
      challenges: event.challenges.map(({ name, response }) => `${name}:${response}`),
      deviceName: event.device?.name ?? deviceNameOf(event.userAgent),
      ipAddress: event.ipAddress,
      idpName: '',
      compromisedCredentialDetected: String(risk?.isCompromised ?? false),
      city: '',
      country: '',
      eventFeedbackValue: feedback?.value ?? '',
      eventFeedbackDate: feedback?.at.toUTCString() ?? '',
      eventFeedbackProvider: feedback?.provider ?? '',
      hasContextData: String(event.device !== undefined),
    },
  }
}

/** A mail or SMS that did not arrive. `reason` names no address and no code. */
export function notificationMessage(failure: {
  readonly poolId: string
  readonly channel: 'EMAIL' | 'SMS'
  readonly reason: string
  readonly at: Date
}): LogMessage {
  const { poolId, channel, reason, at } = failure
  return {
    source: 'USER_NOTIFICATION',
    level: 'ERROR',
    poolId,
    at,
    message: { details: `${channel} delivery failed: ${reason}` },
  }
}
