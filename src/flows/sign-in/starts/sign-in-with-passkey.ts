import { parseStrictJson } from '../../../crypto/jose/strict-json.ts'
import { newUuid } from '../../../crypto/identifiers.ts'
import { openToken, sealToken } from '../../../crypto/sealing/sealed-token.ts'
import { passkeyVerification } from '../../../domain/factors/passkey-policy.ts'
import { canBeginWithPasskey } from '../../../domain/sign-in/first-factors.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { readClientData } from '../../passkeys/check-client-data.ts'
import { findRelyingParty } from '../../passkeys/find-relying-party.ts'
import { readCredential } from '../../passkeys/read-credential.ts'
import { answerChallenge } from '../answer-challenge.ts'
import { newProgress } from './new-progress.ts'
import { sealState, waitingState } from '../sealed-state.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../sign-in-step.ts'
import { askPreAuthentication } from './standing-at-start.ts'

/** A page waits so long for somebody to pick a passkey. */
const lifeSeconds = 3600
const purpose = 'passkey of anybody'

/**
 * Asks for a passkey without knowing whose: PublicKeyCredentialRequestOptionsJSON, whose challenge is its own record,
 * sealed. Undefined where the pool's passkeys have no place to be used at.
 */
export async function askForAnyPasskey(
  ports: SignInPorts,
  { pool, client }: Pick<SignInContext, 'pool' | 'client'>,
): Promise<string | undefined> {
  const relyingParty = await findRelyingParty(ports, pool)
  if (relyingParty === undefined) return undefined
  const random = (size: number) => ports.random.bytes(size)
  const expiresAt = new Date(ports.clock.now().getTime() + lifeSeconds * 1000)
  const record = { id: newUuid(random), poolId: pool.id, clientId: client.id, until: expiresAt.getTime() }
  const challenge = sealToken(record, ports.sealing.keyFor(purpose), { purpose, expiresAt, paddedSize: 0, random })
  const options = { challenge, rpId: relyingParty.id, allowCredentials: [] }
  return JSON.stringify({ ...options, userVerification: passkeyVerification(pool, undefined) })
}

/** What a passkey that nobody was named for has come to. `username` is its owner's, `unknown` one that nobody has. */
export type PasskeySignIn =
  | { readonly kind: 'step'; readonly step: SignInStep; readonly username: string }
  | { readonly kind: 'unknown'; readonly credentialId: string; readonly relyingPartyId: string }

/**
 * Signs in the owner of a passkey, by the same steps as one who was named. Undefined for an answer to something else
 * than `askForAnyPasskey`.
 */
export async function signInWithPasskey(
  ports: SignInPorts,
  context: SignInContext,
  credentialText: string,
): Promise<PasskeySignIn | undefined> {
  const { pool } = context
  const credential = readCredential(parseStrictJson(Buffer.from(credentialText)))
  const challenge = credential && readClientData(credential.clientDataJson, 'webauthn.get')?.challenge
  const asked = challenge === undefined ? undefined : openRecord(ports, context, challenge)
  if (credential === undefined || challenge === undefined || asked === undefined) return undefined
  if (asked === 'expired') return { kind: 'step', step: refused('session-expired'), username: '' }
  const relyingParty = await findRelyingParty(ports, pool)
  const passkey = await ports.storage.passkeys.find(pool.id, credential.id)
  const user = passkey && (await ports.storage.users.find(pool.id, passkey.sub))
  if (user === undefined || passkey === undefined || relyingParty === undefined) {
    return { kind: 'unknown', credentialId: credential.id, relyingPartyId: relyingParty?.id ?? '' }
  }
  const { username, sub } = user
  // WebAuthn Level 3 section 7.2, step 6: where nobody was named, the authenticator must say whose it is.
  const saysWhose = typeof credential.response.userHandle === 'string'
  const isRight = saysWhose && passkey.relyingPartyId === relyingParty.id && canBeginWithPasskey(pool, user)
  if (!isRight) return { kind: 'step', step: refused('incorrect'), username }
  const denied = await askPreAuthentication(ports, context, { user, sub, username })
  if (denied !== undefined) return { kind: 'step', step: denied, username }

  const progress = newProgress(ports, context, { username, sub, firstFactors: ['WEB_AUTHN'] })
  const waiting = waitingState(ports, context, progress, {
    name: 'WEB_AUTHN',
    request: { challenge, until: asked.until },
  })
  // Whoever answers twice spends the same session twice.
  const state = { ...waiting, id: asked.id, expiresAt: asked.until }
  const session = sealState(ports, state, 'session')
  const responses = { USERNAME: username, CREDENTIAL: credentialText }
  const step = await answerChallenge(ports, context, { name: 'WEB_AUTHN', responses, session })
  return { kind: 'step', step, username }
}

interface AskedPasskey {
  readonly id: string
  readonly until: number
}

function openRecord(
  ports: Pick<SignInPorts, 'clock' | 'sealing'>,
  { pool, client }: SignInContext,
  challenge: string,
): AskedPasskey | 'expired' | undefined {
  const opened = openToken(challenge, ports.sealing.keyFor(purpose), purpose, ports.clock.now())
  if (opened === undefined || opened === 'expired') return opened
  const { id, poolId, clientId, until } = opened
  if (poolId !== pool.id || clientId !== client.id) return undefined
  return typeof id === 'string' && typeof until === 'number' ? { id, until } : undefined
}
