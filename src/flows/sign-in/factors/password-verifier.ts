import { fakeSrpVerifier } from '../../../crypto/srp/srp-unknown-user.ts'
import { srpRealm } from '../../../domain/sign-in/srp-realm.ts'
import { unknownUserIdForSrp } from '../../../domain/sign-in/unknown-user.ts'
import type { User } from '../../../domain/users/user.ts'
import { nothingToPrepare, type Answer, type FactorWork, type Judgement } from '../proofs/factor-work.ts'
import type { SignInPorts } from '../sign-in-step.ts'
import { judgeProof } from '../proofs/srp-exchange.ts'
import { failedProof } from '../standing.ts'

/** The second step of SRP; `beginPasswordExchange` is the first, and makes what it tells. */
export const passwordVerifier: FactorWork<'PASSWORD_VERIFIER'> = {
  carrier: 'secret-block',
  prepare: nothingToPrepare,
  prepareNobody: nothingToPrepare,
  judge: (ports, answer, user) => judge(ports, answer, user),
  judgeNobody: (ports, answer) => judge(ports, answer, undefined),
}

async function judge(
  ports: SignInPorts,
  { context, state, challenge, responses }: Answer<'PASSWORD_VERIFIER'>,
  user: User | undefined,
): Promise<Judgement> {
  const realm = srpRealm(context.pool)
  const username = user?.username ?? unknownUserIdForSrp(context.pool, state)
  const known = user?.password?.kind === 'srp' ? user.password.verifier : undefined
  const verifier = known ?? fakeSrpVerifier(ports.sealing.keyFor('unknown-user'), realm, username)
  const verdict = await judgeProof(ports, {
    identity: { realm, username },
    exchange: challenge.srp,
    verifier,
    responses,
  })
  if (verdict.kind === 'refused') return verdict
  const isRight = verdict.kind === 'right' && known !== undefined
  if (isRight) return { kind: 'accepted', event: { kind: 'password-proven' }, writes: [] }
  return { kind: 'wrong', proof: 'pwd', refusal: failedProof(user), writes: [] }
}
