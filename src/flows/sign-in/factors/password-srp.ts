import type { SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import type { User } from '../../../domain/users/user.ts'
import { beginPasswordExchange } from '../proofs/begin-password-exchange.ts'
import { nothingToPrepare, type Answer, type Begun, type FactorWork } from '../proofs/factor-work.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/** The first step of SRP, in a sign-in by choice: its answer proves nothing yet. */
export const passwordSrp: FactorWork<'PASSWORD_SRP'> = {
  carrier: 'session',
  prepare: nothingToPrepare,
  prepareNobody: nothingToPrepare,
  judge: begin,
  judgeNobody: (ports, answer) => begin(ports, answer, undefined),
}

function begin(
  ports: SignInPorts,
  { context, state: { sub, username }, responses }: Answer,
  user: User | undefined,
): Promise<Begun | SignInRefusal> {
  return beginPasswordExchange(ports, context, { user, sub, username }, responses.SRP_A ?? '')
}
