import type { AuthEventType } from '../../contract/shapes.gen.ts'
import type { AuthEvent } from './auth-event.ts'
import { deviceNameOf } from '../devices/device-name.ts'

/** An event as AdminListUserAuthEvents tells it. There is no map from addresses to places here: neither city nor country. */
export function renderAuthEvent(event: AuthEvent): AuthEventType {
  const { risk, feedback, device } = event
  return {
    EventId: event.id,
    EventType: event.type,
    CreationDate: event.createdAt,
    EventResponse: event.response,
    EventRisk: {
      RiskDecision: risk?.decision ?? 'NoRisk',
      RiskLevel: risk?.level,
      CompromisedCredentialsDetected: risk?.isCompromised ?? false,
    },
    ChallengeResponses: event.challenges.map(({ name, response }) => {
      return { ChallengeName: name, ChallengeResponse: response }
    }),
    EventContextData: {
      IpAddress: event.ipAddress,
      DeviceName: device?.name ?? deviceNameOf(event.userAgent),
      Timezone: device?.timezone,
    },
    EventFeedback: feedback && {
      FeedbackValue: feedback.value,
      Provider: feedback.provider,
      FeedbackDate: feedback.at,
    },
  }
}
