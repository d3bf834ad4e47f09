import { judgePassword } from '../proofs/judge-password.ts'
import { nothingToPrepare, type FactorWork } from '../proofs/factor-work.ts'

/** A password in clear, in a sign-in by choice. */
export const password: FactorWork<'PASSWORD'> = {
  carrier: 'session',
  prepare: nothingToPrepare,
  prepareNobody: nothingToPrepare,
  judge: judgePassword,
  judgeNobody: (ports, answer) => judgePassword(ports, answer, undefined),
}
