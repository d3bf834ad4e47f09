import { srpPasswordMatches } from '../../crypto/srp/srp.ts'
import { refused } from '../../domain/sign-in/refusal-reason.ts'
import { advance } from './advance.ts'
import { deviceSrpIdentity } from './proofs/device-srp-identity.ts'
import { recordGuess } from './record-guess.ts'
import { openState, spend } from './sealed-state.ts'
import type { SignInContext, SignInPorts, SignInStep } from './sign-in-step.ts'
import { standingBeforeProof } from './standing.ts'

export interface DeviceSecretAnswer {
  readonly session: string
  readonly deviceKey: string
  /** The device's password, which a browser keeps in a cookie that scripts cannot read. */
  readonly secret: string
}

/**
 * Answers DEVICE_SRP_AUTH for a browser: it hands us the secret itself over TLS, so that no exchange is needed.
 * Not reachable from the wire API, whose clients prove the secret without sending it.
 */
export async function answerDeviceSecret(
  ports: SignInPorts,
  context: SignInContext,
  { session, deviceKey, secret }: DeviceSecretAnswer,
): Promise<SignInStep> {
  const opened = openState(ports, context, session, 'session')
  if (opened.kind === 'refused') return opened
  const { state } = opened
  if (state.challenge.name !== 'DEVICE_SRP_AUTH' || state.deviceKey !== deviceKey) return refused('device-unknown')

  const user = await ports.storage.users.find(state.poolId, state.sub)
  const isCustom = state.custom !== undefined
  const barred = await standingBeforeProof(ports, context, { user, sub: state.sub, isCustom })
  if (barred !== undefined) return barred
  const device = user && (await ports.storage.factors.findDevice(user.poolId, user.sub, deviceKey))
  if (user === undefined || device === undefined) return refused('device-unknown')

  const identity = deviceSrpIdentity(ports, device)
  const work = await ports.passwordWork.run(() => srpPasswordMatches(identity, secret, device.salt, device.verifier))
  if (work.kind === 'busy') return refused('busy')
  if (!work.result) {
    return recordGuess(ports, context, { sub: user.sub, user, proof: 'device', refusal: refused('device-unknown') })
  }
  const seen = { ...device, lastIpAddress: context.request.sourceIp, authenticatedAt: ports.clock.now() }
  return advance(ports, {
    context,
    progress: state,
    answered: state.challenge,
    event: { kind: 'device-proven' },
    user,
    writes: [spend(state), { write: 'updateDevice', device: seen }],
    namedDeviceKey: undefined,
  })
}
