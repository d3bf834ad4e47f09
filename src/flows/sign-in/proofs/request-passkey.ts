import { passkeyVerification } from '../../../domain/factors/passkey-policy.ts'
import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import { signInSessionSeconds } from '../../../domain/sign-in/session-settings.ts'
import type { PasskeyRequest } from '../../../domain/sign-in/state.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { User } from '../../../domain/users/user.ts'
import { decoyPasskeys } from '../../passkeys/decoy-passkeys.ts'
import { findUsablePasskeys } from '../../passkeys/find-usable-passkeys.ts'
import type { FirstPosed, Preparation } from './factor-work.ts'
import { openState } from '../sealed-state.ts'
import type { SignInContext, SignInPorts } from '../sign-in-step.ts'

const challengeBytes = 32
/** However long the client's sessions live. */
const longestSeconds = 300

/**
 * Asks for one of the user's passkeys: PublicKeyCredentialRequestOptionsJSON around a challenge that the sign-in keeps. A
 * name nobody has is asked for passkeys that nobody has.
 */
export async function requestPasskey(
  ports: SignInPorts,
  { context, progress }: FirstPosed,
  user: User | undefined,
): Promise<Preparation | SignInRefusal> {
  const { pool, client } = context
  const challenge = Buffer.from(ports.random.bytes(challengeBytes)).toString('base64url')
  const seconds = Math.min(signInSessionSeconds(client), longestSeconds)
  const until = ports.clock.now().getTime() + seconds * 1000
  const request = { challenge, until }
  const options = await optionsOf(ports, { pool, user, asked: progress, request, timeout: seconds * 1000 })
  if (options === undefined) return refused('session-invalid')
  return {
    kind: 'prepared',
    parameters: { CREDENTIAL_REQUEST_OPTIONS: options },
    challenge: { name: 'WEB_AUTHN', request },
    writes: [],
  }
}

/** CREDENTIAL_REQUEST_OPTIONS of a challenge that waits, for a page that is opened once more. */
export async function findPasskeyRequest(
  ports: SignInPorts,
  { pool, client }: Pick<SignInContext, 'pool' | 'client'>,
  session: string,
): Promise<string | undefined> {
  const opened = openState(ports, { pool, client }, session, 'session')
  if (opened.kind === 'refused' || opened.state.challenge.name !== 'WEB_AUTHN') return undefined
  const { state } = opened
  const { request } = opened.state.challenge
  if (request === undefined) return undefined
  const user = await ports.storage.users.find(pool.id, state.sub)
  const timeout = Math.max(0, request.until - ports.clock.now().getTime())
  return optionsOf(ports, { pool, user, asked: state, request, timeout })
}

interface Asked {
  readonly pool: UserPool
  readonly user: User | undefined
  readonly asked: { readonly sub: string; readonly username: string }
  readonly request: PasskeyRequest
  readonly timeout: number
}

async function optionsOf(
  ports: SignInPorts,
  { pool, user, asked, request: { challenge }, timeout }: Asked,
): Promise<string | undefined> {
  const { relyingParty, passkeys } = await findUsablePasskeys(ports, pool, asked.sub)
  if (relyingParty === undefined) return undefined
  const decoys = decoyPasskeys(ports.sealing.keyFor('unknown-user'), pool, asked.username)
  return JSON.stringify({
    challenge,
    timeout,
    rpId: relyingParty.id,
    allowCredentials: (passkeys.length > 0 ? passkeys : decoys).map(({ credentialId, transports }) => ({
      type: 'public-key',
      id: credentialId,
      ...(transports.length > 0 ? { transports } : {}),
    })),
    userVerification: passkeyVerification(pool, user),
  })
}
