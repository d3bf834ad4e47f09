import type { Refuse } from '../../contract/refusal.ts'
import type { Document } from '../../contract/shapes.gen.ts'
import { passkeyVerification } from '../../domain/factors/passkey-policy.ts'
import { isPasskeyAllowed } from '../../domain/user-pools/passkey-offer.ts'
import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ValidAccessToken } from '../tokens/check-access-token.ts'
import { findRelyingParty } from '../passkeys/find-relying-party.ts'
import { listPasskeys } from '../passkeys/list-passkeys.ts'
import { sealRegistrationChallenge } from './registration-challenge.ts'
import { userHandle } from '../passkeys/user-handle.ts'

/** Cognito: ES256 and RS256, as COSE numbers them. */
export const offeredAlgorithms: readonly number[] = [-7, -257]

/** What a browser needs to make a passkey for a signed-in user: PublicKeyCredentialCreationOptionsJSON. */
export async function beginRegistration(
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>,
  refuse: Refuse<'LimitExceededException' | 'WebAuthnConfigurationMissingException' | 'WebAuthnNotEnabledException'>,
  {
    pool,
    user,
    client,
    family,
  }: Pick<ValidAccessToken, 'pool' | 'user' | 'client'> & {
    /** The session that asked. */
    readonly family: Pick<ValidAccessToken['family'], 'id'>
  },
): Promise<Document> {
  if (!isPasskeyAllowed(pool)) throw refuse('WebAuthnNotEnabledException', passkeysOff)
  const relyingParty = await findRelyingParty(ports, pool)
  if (relyingParty === undefined) {
    throw refuse('WebAuthnConfigurationMissingException', 'The user pool has no relying party ID and no domain.')
  }
  const passkeys = await listPasskeys(ports, user)
  if (passkeys.length >= quotas.passkeys.limit) throw refuse('LimitExceededException', quotaText(quotas.passkeys))
  const { id } = relyingParty
  const challenge = sealRegistrationChallenge(ports, {
    poolId: pool.id,
    sub: user.sub,
    clientId: client.id,
    familyId: family.id,
    relyingPartyId: id,
  })
  return {
    authenticatorSelection: {
      requireResidentKey: true,
      residentKey: 'required',
      userVerification: passkeyVerification(pool, user),
    },
    challenge,
    excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId, type: 'public-key' })),
    pubKeyCredParams: offeredAlgorithms.map((alg) => ({ alg, type: 'public-key' })),
    rp: { id, name: id },
    timeout: 60_000,
    user: { displayName: user.username, id: userHandle(user.sub), name: user.username },
  }
}

/** In our own words, as all texts of these exceptions are: no source tells Cognito's. */
export const passkeysOff = 'WebAuthn is not enabled for this user pool.'
