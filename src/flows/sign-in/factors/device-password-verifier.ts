import { srpSaltText } from '../../../crypto/srp/srp.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { deviceSrpIdentity } from '../proofs/device-srp-identity.ts'
import type { FactorWork } from '../proofs/factor-work.ts'
import { judgeProof } from '../proofs/srp-exchange.ts'

/** The device's second SRP step. */
export const devicePasswordVerifier: FactorWork<'DEVICE_PASSWORD_VERIFIER'> = {
  carrier: 'secret-block',
  prepare: async (_ports, { challenge, device }) => {
    if (device === undefined) return refused('device-unknown')
    const parameters = {
      DEVICE_KEY: device.key,
      SALT: srpSaltText(device.salt),
      SRP_B: BigInt(`0x${Buffer.from(challenge.srp.publicValue, 'base64url').toString('hex')}`).toString(16),
    }
    return { kind: 'prepared', parameters, writes: [] }
  },
  judge: async (ports, { context, state, challenge, responses }, user) => {
    if (state.deviceKey === undefined || responses.DEVICE_KEY !== state.deviceKey) return refused('device-unknown')
    const device = await ports.storage.factors.findDevice(user.poolId, user.sub, state.deviceKey)
    if (device === undefined) return refused('device-unknown')
    const verdict = await judgeProof(ports, {
      identity: deviceSrpIdentity(ports, device),
      exchange: challenge.srp,
      verifier: device.verifier,
      responses,
    })
    if (verdict.kind === 'refused') return verdict
    if (verdict.kind === 'wrong') return { kind: 'wrong', proof: 'device', refusal: refused('incorrect'), writes: [] }
    const now = ports.clock.now()
    const seen = { ...device, lastIpAddress: context.request.sourceIp, authenticatedAt: now }
    return { kind: 'accepted', event: { kind: 'device-proven' }, writes: [{ write: 'updateDevice', device: seen }] }
  },
}
