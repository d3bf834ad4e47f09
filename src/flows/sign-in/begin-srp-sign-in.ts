import { newUuid } from '../../crypto/identifiers.ts'
import { srpSaltText } from '../../crypto/srp.ts'
import { srpRealm } from '../../domain/sign-in/srp-realm.ts'
import { unknownUserIdForSrp } from '../../domain/sign-in/unknown-user.ts'
import { decoyCredential } from '../decoy-credential.ts'
import { findSignInUser } from './find-sign-in-user.ts'
import { sealState, waitingState } from './sealed-state.ts'
import type { SignInContext, SignInPorts, SignInStep } from './sign-in-step.ts'
import { beginExchange } from './srp-exchange.ts'
import { standingBeforeProof } from './standing.ts'

export interface SrpSignIn {
  readonly username: string
  /** SRP_A, in hex. */
  readonly clientPublic: string
  readonly deviceKey?: string | undefined
}

/** The first step of USER_SRP_AUTH. Nothing is written; a name nobody has gets a salt of its own and the same work. */
export async function beginSrpSignIn(
  ports: SignInPorts,
  context: SignInContext,
  { username, clientPublic, deviceKey }: SrpSignIn,
): Promise<SignInStep> {
  const { pool, client } = context
  const found = await findSignInUser(ports, pool, username)
  const { user, sub } = found
  const barred = await standingBeforeProof(ports, context, found)
  if (barred !== undefined) return barred

  const realm = srpRealm(pool)
  const idForSrp = user?.username ?? unknownUserIdForSrp(pool, { username, sub })
  const { salt, verifier } =
    user?.password?.kind === 'srp' ? user.password : decoyCredential(ports, { realm, username: idForSrp })
  const begun = await beginExchange(ports, verifier, clientPublic)
  if (begun.kind === 'refused') return begun

  const eventId = newUuid((size) => ports.random.bytes(size))
  const progress = { poolId: pool.id, clientId: client.id, username, sub, eventId, proofs: [] }
  const device = deviceKey === undefined ? {} : { deviceKey }
  const challenge = { name: 'PASSWORD_VERIFIER', srp: begun.exchange } as const
  const state = waitingState(ports, context, { ...progress, ...device }, challenge)
  return {
    kind: 'challenge',
    name: 'PASSWORD_VERIFIER',
    parameters: {
      SALT: srpSaltText(salt),
      SECRET_BLOCK: sealState(ports, state, 'secret-block'),
      SRP_B: begun.publicValue,
      USERNAME: idForSrp,
      USER_ID_FOR_SRP: idForSrp,
    },
    session: undefined,
  }
}
