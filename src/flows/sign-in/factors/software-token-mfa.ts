import { matchTotpStep } from '../../../crypto/totp.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { nothingToPrepare, type FactorWork } from '../proofs/factor-work.ts'
import { countGuess } from '../record-guess.ts'

/** A code of the authenticator app, each of which is good once (RFC 6238 section 5.2). */
export const softwareTokenMfa: FactorWork<'SOFTWARE_TOKEN_MFA'> = {
  carrier: 'session',
  prepare: async (ports, { user }) => {
    const token = await ports.storage.factors.findSoftwareToken(user.poolId, user.sub)
    const name = token?.friendlyDeviceName
    return name ? { kind: 'prepared', parameters: { FRIENDLY_DEVICE_NAME: name }, writes: [] } : nothingToPrepare()
  },
  judge: async (ports, { state, responses }, { poolId, sub }) => {
    const token = await ports.storage.factors.findSoftwareToken(poolId, sub)
    if (token?.secret === undefined) return refused('software-token-off')
    const code = responses.SOFTWARE_TOKEN_MFA_CODE ?? ''
    const match = matchTotpStep(token.secret, code, ports.clock.now(), token.lastAcceptedStep)
    if (match === 'reused') return refused('code-reused')
    if (match === 'mismatch') {
      return { kind: 'wrong', proof: 'otp', refusal: refused('code-mismatch'), writes: [countGuess(ports, state)] }
    }
    return {
      kind: 'accepted',
      event: { kind: 'mfa-proven', proof: 'otp' },
      writes: [countGuess(ports, state), { write: 'acceptSoftwareTokenStep', poolId, sub, step: match.step }],
    }
  },
}
