import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import type { User } from '../../../domain/users/user.ts'
import { beginPasswordExchange } from '../proofs/begin-password-exchange.ts'
import { nothingToPrepare, type Answer, type FactorWork, type Judgement } from '../proofs/factor-work.ts'
import { judgePasskey } from '../proofs/judge-passkey.ts'
import { judgePassword } from '../proofs/judge-password.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/** The choice of a first factor, whose own answer may come with it. */
export const selectChallenge: FactorWork<'SELECT_CHALLENGE'> = {
  carrier: 'session',
  prepare: nothingToPrepare,
  prepareNobody: nothingToPrepare,
  judge,
  judgeNobody: (ports, answer) => judge(ports, answer, undefined),
}

async function judge(
  ports: SignInPorts,
  answer: Answer<'SELECT_CHALLENGE'>,
  user: User | undefined,
): Promise<Judgement> {
  const { context, state, responses } = answer
  const { sub, username, firstFactors = [] } = state
  const factor = firstFactors.find((choice) => choice === responses.ANSWER)
  if (factor === undefined) return refused('parameter-invalid', 'ANSWER')
  if (factor === 'PASSWORD' && responses.PASSWORD) return judgePassword(ports, answer, user)
  if (factor === 'PASSWORD_SRP' && responses.SRP_A) {
    return beginPasswordExchange(ports, context, { user, sub, username }, responses.SRP_A)
  }
  if (factor === 'WEB_AUTHN' && responses.CREDENTIAL) return judgePasskey(ports, answer, answer.challenge.passed, user)
  return { kind: 'begun', event: { kind: 'first-factor-chosen', factor } }
}
