import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { nothingToPrepare, type FactorWork } from '../proofs/factor-work.ts'

export const selectMfaType: FactorWork<'SELECT_MFA_TYPE'> = {
  carrier: 'session',
  prepare: nothingToPrepare,
  judge: async (_ports, { challenge, responses }) => {
    const factor = challenge.choices.find((choice) => choice === responses.ANSWER)
    if (factor === undefined) return refused('parameter-invalid', 'ANSWER')
    return { kind: 'accepted', event: { kind: 'mfa-chosen', factor }, writes: [] }
  },
}
