import { passkeyVerification } from '../../domain/passkey-policy.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { signInSessionSeconds } from '../../domain/sign-in/session-settings.ts'
import type { User } from '../../domain/user.ts'
import { decoyPasskeys } from '../passkeys/decoy-passkeys.ts'
import { findUsablePasskeys } from '../passkeys/find-usable-passkeys.ts'
import type { FirstPosed, Preparation } from './factor-work.ts'
import type { SignInPorts } from './sign-in-step.ts'

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
  const { relyingParty, passkeys } = await findUsablePasskeys(ports, pool, progress.sub)
  if (relyingParty === undefined) return refused('session-invalid')
  const decoys = decoyPasskeys(ports.sealing.keyFor('unknown-user'), pool, progress.username)

  const challenge = Buffer.from(ports.random.bytes(challengeBytes)).toString('base64url')
  const seconds = Math.min(signInSessionSeconds(client), longestSeconds)
  const until = ports.clock.now().getTime() + seconds * 1000
  const options = {
    challenge,
    timeout: seconds * 1000,
    rpId: relyingParty.id,
    allowCredentials: (passkeys.length > 0 ? passkeys : decoys).map(({ credentialId, transports }) => ({
      type: 'public-key',
      id: credentialId,
      ...(transports.length > 0 ? { transports } : {}),
    })),
    userVerification: passkeyVerification(pool, user),
  }
  return {
    kind: 'prepared',
    parameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
    challenge: { name: 'WEB_AUTHN', request: { challenge, until } },
    writes: [],
  }
}
