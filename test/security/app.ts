import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { srpClient } from '../../src/testing/srp-client.ts'
import type { Reply, Surface } from './surface.ts'

/** Where every client here leads its users back to. */
export const callback = 'https://app.example.com/callback'

type Members = Readonly<Record<string, string>>

/** An app in front of a client of a pool: what it sends to sign people in. */
export interface App<On extends Surface = Surface> {
  readonly on: On
  readonly pool: Pick<UserPool, 'id'>
  readonly client: Pick<AppClient, 'id'>
  withPassword(username: string, password: string, more?: Members): Promise<Reply>
  /** The same through the operation of servers. */
  withPasswordByServer(username: string, password: string): Promise<Reply>
  respond(name: string, username: string, responses: Members, Session: string | undefined): Promise<Reply>
  /** Begins by choice (USER_AUTH). */
  byChoice(username: string, more?: Members, session?: string): Promise<Reply>
  /** The first step of SRP; what it gives proves a password, as often as it is called. */
  beginSrp(username: string): Promise<(password: string) => Promise<Reply>>
  /** Trades an authorization code for tokens. */
  redeem(code: string): Promise<Reply>
  /** Sends a form to one of the endpoints of OAuth. */
  postForm(path: string, form: Members): Promise<Reply>
}

export function openApp<On extends Surface>(on: On, { pool, client }: Pick<App, 'pool' | 'client'>): App<On> {
  const ClientId = client.id
  const realm = pool.id.slice(pool.id.indexOf('_') + 1)
  const self: App<On> = {
    on,
    pool,
    client,
    withPassword: (USERNAME, PASSWORD, more = {}) =>
      on.operate('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD, ...more },
      }),
    withPasswordByServer: (USERNAME, PASSWORD) =>
      on.operate('AdminInitiateAuth', {
        UserPoolId: pool.id,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD },
      }),
    byChoice: (USERNAME, more, Session) =>
      on.operate('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, ...more }, Session }),
    respond: (ChallengeName, USERNAME, responses, Session) =>
      on.operate('RespondToAuthChallenge', {
        ClientId,
        ChallengeName,
        ChallengeResponses: { USERNAME, ...responses },
        Session,
      }),
    async beginSrp(username) {
      const srp = srpClient()
      const AuthParameters = { USERNAME: username, SRP_A: srp.publicValue }
      const begun = await on.operate('InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters })
      if (begun.status !== 200) return async () => begun
      const challenge = JSON.parse(begun.body).ChallengeParameters
      const id = challenge.USER_ID_FOR_SRP
      // Proving takes a client longer than a server takes to judge it: many may send the same proof.
      const proofs = new Map<string, Members>()
      return (password) => {
        const at = `${Math.floor(on.now().getTime() / 10_000)} ${password}`
        const proof = proofs.get(at) ?? srp.prove(challenge, { realm, username: id, password }, on.now())
        proofs.set(at, proof)
        return self.respond('PASSWORD_VERIFIER', id, proof, undefined)
      }
    },
    redeem: (code) =>
      self.postForm('/oauth2/token', {
        grant_type: 'authorization_code',
        client_id: ClientId,
        redirect_uri: callback,
        code,
      }),
    postForm: (path, form) =>
      on.visit(pool.id, {
        method: 'POST',
        path,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      }),
  }
  return self
}
