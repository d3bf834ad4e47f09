import { openAccount } from './account-browser.ts'
import { arenaPassword, type Arena } from './arena.ts'
import type { SessionsInUse } from './sessions-in-use.ts'
import { operationsWith } from './installation.ts'
import { jsonOf, outcomeOf, type Reply } from './surface.ts'

/** A way in which sessions end. */
export interface Ending {
  readonly end: (arena: Arena, sessions: SessionsInUse) => Promise<Reply>
  /** What goes on all the same, by design. */
  readonly leaves: readonly string[]
  readonly isOfClient?: boolean
}

const ofUser = ({ poolId }: Arena, { person }: SessionsInUse) => ({ UserPoolId: poolId, Username: person.username })

/** What belongs to the browser and to sign-ins on their way, which end by themselves within the hour. */
const ofBrowser = [
  'userInfo',
  'refresh at /oauth2/token',
  "authorize by the browser's session",
  'redeem a code',
  'redeem the code of an allowed device',
]
const ofApi = [
  ...operationsWith(['AccessToken'], 'none').filter((name) => name !== 'DeleteUser' && name !== 'GlobalSignOut'),
  'refresh by GetTokensFromRefreshToken',
  'refresh by InitiateAuth',
]
const onTheWay = 'go on with a sign-in'

export const endings: Readonly<Record<string, Ending>> = {
  RevokeToken: {
    end: ({ on, app }, { refreshToken }) => on.operate('RevokeToken', { ClientId: app.client.id, Token: refreshToken }),
    // One session of several: those of the browser are others.
    leaves: [...ofBrowser, onTheWay],
  },
  'revoking at /oauth2/revoke': {
    end: ({ app }, { refreshToken }) =>
      app.postForm('/oauth2/revoke', { client_id: app.client.id, token: refreshToken }),
    leaves: [...ofBrowser, onTheWay],
  },
  GlobalSignOut: {
    end: ({ on }, { accessToken }) => on.operate('GlobalSignOut', { AccessToken: accessToken }),
    // Who proves the password after it signs in anew.
    leaves: [onTheWay],
  },
  AdminUserGlobalSignOut: {
    end: (arena, sessions) => arena.on.operate('AdminUserGlobalSignOut', ofUser(arena, sessions)),
    leaves: [onTheWay],
  },
  'AdminRevokeUserSession, for each': {
    end: async (arena, sessions) => {
      const ids = ofUser(arena, sessions)
      const listed = await arena.on.operate('AdminListUserSessions', ids)
      return revokeEach(listed, (SessionId) => arena.on.operate('AdminRevokeUserSession', { ...ids, SessionId }))
    },
    leaves: [onTheWay],
  },
  'RevokeUserSession, for each but the one that asks': {
    end: async (arena, { person }) => {
      const { AccessToken } = await arena.signIn(person)
      const listed = await arena.on.operate('ListUserSessions', { AccessToken })
      return revokeEach(listed, (SessionId) => arena.on.operate('RevokeUserSession', { AccessToken, SessionId }))
    },
    leaves: [onTheWay],
  },
  'revoking the session of the browser with what came through it': {
    end: async (arena, sessions) => {
      const ids = { ...ofUser(arena, sessions), RevokeAssociatedSessions: 'LINKED' }
      const { Sessions } = jsonOf(await arena.on.operate('AdminListUserSessions', ids))
      const { SessionId } = Sessions.find(({ SessionType }: { SessionType: string }) => SessionType === 'SSO')
      return arena.on.operate('AdminRevokeUserSession', { ...ids, SessionId })
    },
    // One session of several: this one began without a browser.
    leaves: [...ofApi, onTheWay],
  },
  AdminDeleteSoftwareToken: {
    end: (arena, sessions) => arena.on.operate('AdminDeleteSoftwareToken', ofUser(arena, sessions)),
    leaves: [onTheWay],
  },
  AdminDisableUser: {
    end: (arena, sessions) => arena.on.operate('AdminDisableUser', ofUser(arena, sessions)),
    leaves: [],
  },
  'AdminDisableUser, then AdminEnableUser': {
    end: async (arena, sessions) => {
      await arena.on.operate('AdminDisableUser', ofUser(arena, sessions))
      return arena.on.operate('AdminEnableUser', ofUser(arena, sessions))
    },
    leaves: [onTheWay],
  },
  'AdminDisableProviderForUser of the pool itself': {
    end: ({ on, poolId }, { person }) => {
      const User = { ProviderName: 'Cognito', ProviderAttributeValue: person.username }
      return on.operate('AdminDisableProviderForUser', { UserPoolId: poolId, User })
    },
    leaves: [],
  },
  AdminResetUserPassword: {
    end: (arena, sessions) => arena.on.operate('AdminResetUserPassword', ofUser(arena, sessions)),
    leaves: [],
  },
  ConfirmForgotPassword: {
    end: async (arena, { person }) => {
      const ids = { ClientId: arena.app.client.id, Username: person.username }
      const sent = await arena.on.operate('ForgotPassword', ids)
      if (outcomeOf(sent) !== 'ok') return sent
      const ConfirmationCode = await arena.on.codeFor(person.email)
      return arena.on.operate('ConfirmForgotPassword', { ...ids, ConfirmationCode, Password: 'N3w password!' })
    },
    leaves: [],
  },
  AdminDeleteUser: {
    end: (arena, sessions) => arena.on.operate('AdminDeleteUser', ofUser(arena, sessions)),
    leaves: [],
  },
  DeleteUser: {
    end: ({ on }, { accessToken }) => on.operate('DeleteUser', { AccessToken: accessToken }),
    leaves: [],
  },
  'deleting the user and making another of the name': {
    end: async (arena, sessions) => {
      await arena.on.operate('AdminDeleteUser', ofUser(arena, sessions))
      return arena.on.operate('AdminCreateUser', { ...ofUser(arena, sessions), MessageAction: 'SUPPRESS' })
    },
    leaves: [],
  },
  'signing out everywhere at /account/sessions': {
    end: atPage('/account/sessions', () => ({ action: 'everywhere' })),
    leaves: [onTheWay],
  },
  'changing the password at /account/password': {
    end: atPage('/account/password', () => ({ current: arenaPassword, password: 'N3w password!', others: 'yes' })),
    leaves: [],
  },
  'deleting the account at /account/delete': {
    end: atPage('/account/delete', () => ({ agree: 'yes' })),
    leaves: [],
  },
  'disconnecting the client at /account/apps': {
    end: atPage('/account/apps', ({ app }) => ({ app: app.client.id })),
    // The browser is the person's own, and whoever proves the password signs in anew.
    leaves: ["authorize by the browser's session", onTheWay],
  },
  DeleteUserPoolClient: {
    end: ({ on, poolId, app }) => on.operate('DeleteUserPoolClient', { UserPoolId: poolId, ClientId: app.client.id }),
    leaves: [],
    isOfClient: true,
  },
}

/** At a page of the account centre, by whoever signs in there. */
function atPage(path: string, fieldsOf: (arena: Arena) => Readonly<Record<string, string>>): Ending['end'] {
  return async (arena, { person }) => {
    const browser = await openAccount(arena, person, path)
    const reply = await browser.post(path, fieldsOf(arena), '')
    // Some pages lead back to themselves and say there what was done.
    return reply.status === 303 && String(reply.headers.location).endsWith(path) ? { ...reply, status: 200 } : reply
  }
}

/** Revokes all sessions of a listing but the current one; the reply is the last one's, or the first refusal. */
async function revokeEach(listed: Reply, revoke: (sessionId: string) => Promise<Reply>): Promise<Reply> {
  const { Sessions } = jsonOf(listed)
  let reply = listed
  for (const { SessionId, IsCurrentSession } of Sessions) {
    if (IsCurrentSession) continue
    reply = await revoke(SessionId)
    if (reply.status !== 200) return reply
  }
  return reply
}
