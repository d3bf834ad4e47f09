import type { AuthFlowType, InitiateAuthResponse } from '../contract/shapes.gen.ts'
import { totpCode, totpStep } from '../crypto/totp.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { AdminInitiateAuth } from '../operations/auth/AdminInitiateAuth.ts'
import { AdminRespondToAuthChallenge } from '../operations/auth/AdminRespondToAuthChallenge.ts'
import { InitiateAuth } from '../operations/auth/InitiateAuth.ts'
import { RespondToAuthChallenge } from '../operations/auth/RespondToAuthChallenge.ts'
import { call } from './call-operation.ts'
import { srpClient } from './srp-client.ts'
import type { TestPorts } from './test-ports.ts'

type Members = Readonly<Record<string, string>>

/** An app that signs people in through the public or the Admin operations. */
export interface SignInClient {
  initiate(flow: AuthFlowType, parameters: Members): Promise<InitiateAuthResponse>
  respond(
    name: InitiateAuthResponse['ChallengeName'],
    responses: Members,
    session?: string,
  ): Promise<InitiateAuthResponse>
  /** Signs in with a password in clear, as far as that goes in one step. */
  withPassword(username: string, password: string, more?: Members): Promise<InitiateAuthResponse>
  /** Signs in by SRP, as far as that goes in two steps. */
  withSrp(username: string, password: string, more?: Members): Promise<InitiateAuthResponse>
}

export function signInClient(
  ports: TestPorts,
  { pool, client, face = 'public' }: { pool: UserPool; client: AppClient; face?: 'public' | 'admin' },
): SignInClient {
  const ids = { ClientId: client.id, UserPoolId: pool.id }
  const self: SignInClient = {
    initiate: (AuthFlow, AuthParameters) =>
      face === 'admin'
        ? call(AdminInitiateAuth, ports, { ...ids, AuthFlow, AuthParameters })
        : call(InitiateAuth, ports, { ClientId: client.id, AuthFlow, AuthParameters }),
    respond: (name, ChallengeResponses, Session) => {
      const ChallengeName = name ?? 'SELECT_CHALLENGE'
      return face === 'admin'
        ? call(AdminRespondToAuthChallenge, ports, { ...ids, ChallengeName, ChallengeResponses, Session })
        : call(RespondToAuthChallenge, ports, { ClientId: client.id, ChallengeName, ChallengeResponses, Session })
    },
    withPassword: (USERNAME, PASSWORD, more = {}) =>
      self.initiate(face === 'admin' ? 'ADMIN_USER_PASSWORD_AUTH' : 'USER_PASSWORD_AUTH', {
        USERNAME,
        PASSWORD,
        ...more,
      }),
    async withSrp(username, password, more = {}) {
      const srp = srpClient()
      const { ChallengeParameters: challenge = {} } = await self.initiate('USER_SRP_AUTH', {
        USERNAME: username,
        SRP_A: srp.publicValue,
      })
      const id = challenge.USER_ID_FOR_SRP ?? ''
      const realm = pool.id.slice(pool.id.indexOf('_') + 1)
      const proof = srp.prove(challenge, { realm, username: id, password }, ports.clock.now())
      return self.respond('PASSWORD_VERIFIER', { USERNAME: id, ...proof, ...more })
    },
  }
  return self
}

/** The code that an authenticator app with this secret shows now. */
export function appCode(ports: TestPorts, secret: string): string {
  return totpCode(secret, totpStep(ports.clock.now()))
}
