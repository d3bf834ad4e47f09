import { judgePasskey } from '../proofs/judge-passkey.ts'
import type { FactorWork } from '../proofs/factor-work.ts'
import { requestPasskey } from '../proofs/request-passkey.ts'

/** A passkey in the place of a password, or of a password and a second factor. */
export const webAuthn: FactorWork<'WEB_AUTHN'> = {
  carrier: 'session',
  prepare: (ports, posed) => requestPasskey(ports, posed, posed.user),
  prepareNobody: (ports, posed) => requestPasskey(ports, posed, undefined),
  judge: (ports, answer, user) => judgePasskey(ports, answer, answer.challenge.request, user),
  judgeNobody: (ports, answer) => judgePasskey(ports, answer, answer.challenge.request, undefined),
}
