import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { nothingToPrepare, type FactorWork } from '../proofs/factor-work.ts'
import { beginExchange } from '../proofs/srp-exchange.ts'

/** The device's first SRP step: its answer begins an exchange, which DEVICE_PASSWORD_VERIFIER ends. */
export const deviceSrpAuth: FactorWork<'DEVICE_SRP_AUTH'> = {
  carrier: 'session',
  prepare: nothingToPrepare,
  judge: async (ports, { state, responses }, user) => {
    const { DEVICE_KEY: deviceKey = '', SRP_A: clientPublic = '' } = responses
    // The device that was named with the password is the one to prove: its remembrance may have waived the MFA.
    if (deviceKey !== state.deviceKey) return refused('device-unknown')
    const device = await ports.storage.factors.findDevice(user.poolId, user.sub, deviceKey)
    if (device === undefined) return refused('device-unknown')
    const begun = await beginExchange(ports, device.verifier, clientPublic)
    if (begun.kind === 'refused') return begun
    return { kind: 'accepted', event: { kind: 'device-begun', srp: begun.exchange }, writes: [] }
  },
}
