import type { SessionDescriptionType } from '../../contract/shapes.gen.ts'
import { deviceNameOf } from '../devices/device-name.ts'
import type { LoginSession } from './login-session.ts'
import type { SessionTrack } from './session-tracking.ts'
import type { TokenFamily } from './token-family.ts'

/** A session that its user can see and end: a token family, or a browser's session. */
export type UserSession =
  | { readonly type: 'TOKEN'; readonly track: SessionTrack; readonly family: TokenFamily }
  | { readonly type: 'SSO'; readonly track: SessionTrack; readonly login: LoginSession }

export function clientOfSession(session: UserSession): string {
  return session.type === 'TOKEN' ? session.family.clientId : session.login.clientId
}

/** `currentFamilyId` is that of the access token that asks. */
export function renderUserSession(session: UserSession, currentFamilyId: string | undefined): SessionDescriptionType {
  const { sessionId, createdAt, lastActive } = session.track
  return {
    SessionId: sessionId,
    SessionType: session.type,
    ClientId: clientOfSession(session),
    CreateDate: createdAt,
    LastActiveDate: lastActive.at,
    DeviceType: deviceTypeOf(lastActive.userAgent),
    LastIPAddress: lastActive.ipAddress,
    // Cognito: what it says when an address tells nothing.
    LastLocation: { Country: 'unknown' },
    OriginSessionId: session.type === 'TOKEN' ? session.family.originSessionId : undefined,
    IsCurrentSession: session.type === 'TOKEN' && session.family.id === currentFamilyId,
  }
}

function deviceTypeOf(userAgent: string | undefined): string {
  const name = deviceNameOf(userAgent)
  return name === deviceNameOf(undefined) ? 'unknown' : name
}
