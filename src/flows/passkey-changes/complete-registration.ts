import type { Refusal, Refuse } from '../../contract/refusal.ts'
import { passkeyVerification } from '../../domain/factors/passkey-policy.ts'
import { isPasskeyAllowed } from '../../domain/user-pools/passkey-offer.ts'
import type { Passkey } from '../../domain/factors/passkey.ts'
import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import type { RelyingParty } from '../../domain/factors/relying-party.ts'
import type { Ports } from '../../ports/ports.ts'
import type { GuardName } from '../../ports/storage/storage.ts'
import type { ValidAccessToken } from '../tokens/check-access-token.ts'
import { noticeOf, type Owner } from '../notices/notice-of-change.ts'
import { offeredAlgorithms, passkeysOff } from './begin-registration.ts'
import { readClientData, type ClientData } from '../passkeys/check-client-data.ts'
import { findRelyingParty } from '../passkeys/find-relying-party.ts'
import { friendlyName } from './friendly-name.ts'
import { readCredential, type ReadCredential } from '../passkeys/read-credential.ts'
import { readTransports } from '../passkeys/read-transports.ts'
import {
  openRegistrationChallenge,
  spendRegistrationChallenge,
  type RegistrationChallenge,
} from './registration-challenge.ts'
import { verifyRegistration, type VerifiedRegistration } from './verify-registration.ts'

type Needs = Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>
type Token = Pick<ValidAccessToken, 'pool' | 'user' | 'client'> &
  Pick<Owner, 'language'> & {
    /** The session that asked. */
    readonly family: Pick<ValidAccessToken['family'], 'id'>
  }
type ChallengeException = 'WebAuthnChallengeNotFoundException' | 'WebAuthnClientMismatchException'
type CredentialException =
  | 'WebAuthnCredentialNotSupportedException'
  | 'WebAuthnOriginNotAllowedException'
  | 'WebAuthnRelyingPartyMismatchException'
type CommitException = 'InvalidParameterException' | 'LimitExceededException' | 'NotAuthorizedException'

/** Adds the passkey that a browser made: RegistrationResponseJSON, in answer to `beginRegistration`. */
export async function completeRegistration(
  ports: Needs,
  refuse: Refuse<'WebAuthnNotEnabledException' | ChallengeException | CredentialException | CommitException>,
  token: Token,
  sent: unknown,
): Promise<void> {
  const { pool, user, language } = token
  if (!isPasskeyAllowed(pool)) throw refuse('WebAuthnNotEnabledException', passkeysOff)
  const credential = readCredential(sent)
  const clientData = credential && readClientData(credential.clientDataJson, 'webauthn.create')
  if (credential === undefined || clientData === undefined) {
    throw refuse('InvalidParameterException', 'The credential is no registration response.')
  }
  const challenge = requireOwnChallenge(ports, refuse, token, clientData)
  const relyingParty = await requireSameParty(ports, refuse, token, challenge)
  const verified = await verifyRegistration(credential, clientData, {
    relyingParty,
    algorithms: offeredAlgorithms,
    isUserVerificationRequired: passkeyVerification(pool, user) === 'required',
  })
  if (verified.kind === 'refused') throw credentialRefusal(refuse, verified.reason)

  const passkey = newPasskey(ports, { token, credential, verified, relyingParty })
  const { poolId, sub } = user
  const committed = await ports.storage.commit([
    spendRegistrationChallenge(ports, challenge),
    { write: 'requireRoom', quota: { kind: 'passkeys', poolId, sub }, limit: quotas.passkeys.limit },
    { write: 'createPasskey', passkey },
    ...(await noticeOf(ports, { pool, user, language }, 'passkey-added', { deletesPasskey: passkey.credentialId })),
  ])
  if (!committed.committed) throw commitRefusal(refuse, committed.guard)
}

/** The challenge, if it was given to this user in this session, through this client, and lately. */
function requireOwnChallenge(
  ports: Needs,
  refuse: Refuse<ChallengeException>,
  { pool, user, client, family }: Token,
  clientData: ClientData,
): RegistrationChallenge {
  const challenge = openRegistrationChallenge(ports, clientData.challenge)
  if (challenge?.poolId !== pool.id || challenge.sub !== user.sub) throw challengeGone(refuse)
  if (challenge.clientId !== client.id) {
    throw refuse('WebAuthnClientMismatchException', 'The registration was begun through another app client.')
  }
  if (challenge.familyId !== family.id) throw challengeGone(refuse)
  return challenge
}

/** The relying party that the passkey was asked for, if the pool still has it. */
async function requireSameParty(
  ports: Needs,
  refuse: Refuse<CredentialException>,
  { pool }: Token,
  { relyingPartyId }: RegistrationChallenge,
): Promise<RelyingParty> {
  const relyingParty = await findRelyingParty(ports, pool)
  if (relyingParty?.id !== relyingPartyId) throw credentialRefusal(refuse, 'relying-party')
  return relyingParty
}

function newPasskey(
  ports: Needs,
  {
    token,
    credential,
    verified,
    relyingParty,
  }: {
    readonly token: Token
    readonly credential: ReadCredential
    readonly verified: Extract<VerifiedRegistration, { readonly kind: 'verified' }>
    readonly relyingParty: RelyingParty
  },
): Passkey {
  const { kind: _, ...facts } = verified
  const { attachment } = credential
  const transports = readTransports(credential.response.transports)
  return {
    ...facts,
    poolId: token.pool.id,
    sub: token.user.sub,
    credentialId: credential.id,
    relyingPartyId: relyingParty.id,
    name: friendlyName({ attachment, transports }),
    label: undefined,
    transports,
    attachment,
    createdAt: ports.clock.now(),
    usedAt: undefined,
  }
}

function challengeGone(refuse: Refuse<ChallengeException>): Refusal {
  return refuse('WebAuthnChallengeNotFoundException', 'The challenge was not found, has expired or was used.')
}

function credentialRefusal(
  refuse: Refuse<CredentialException>,
  reason: Extract<VerifiedRegistration, { readonly kind: 'refused' }>['reason'],
): Refusal {
  switch (reason) {
    case 'origin':
      return refuse('WebAuthnOriginNotAllowedException', 'The origin does not belong to the relying party.')
    case 'relying-party':
      return refuse('WebAuthnRelyingPartyMismatchException', 'The passkey was made for another relying party.')
    case 'unsupported':
      return refuse('WebAuthnCredentialNotSupportedException', 'The passkey provider is not supported.')
  }
}

function commitRefusal(refuse: Refuse<ChallengeException | CommitException>, guard: GuardName): Refusal {
  switch (guard) {
    case 'session-unspent':
      return challengeGone(refuse)
    case 'under-limit':
      return refuse('LimitExceededException', quotaText(quotas.passkeys))
    case 'passkey-free':
      return refuse('InvalidParameterException', 'The passkey is registered already.')
    case 'user-exists':
      return refuse('NotAuthorizedException', 'User does not exist.')
    default:
      throw new Error(`registering a passkey met the guard ${guard}`)
  }
}
