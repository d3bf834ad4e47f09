import { isSrpPublicValue } from '../../../crypto/srp/srp.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import { continueCustom } from '../continue-custom.ts'
import { findSignInUser } from '../find-sign-in-user.ts'
import { newProgress } from './new-progress.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../sign-in-step.ts'
import { standingAtStart } from './standing-at-start.ts'

export interface CustomSignIn {
  readonly username: string
  /** `SRP_A` where the password is to be proven by SRP before anything else. */
  readonly challengeName?: string | undefined
  /** SRP_A, in hex. */
  readonly clientPublic?: string | undefined
  readonly deviceKey?: string | undefined
}

/** Begins a sign-in whose steps the pool's functions decide (CUSTOM_AUTH). */
export async function beginCustom(
  ports: SignInPorts,
  context: SignInContext,
  { username, challengeName, clientPublic, deviceKey }: CustomSignIn,
): Promise<SignInStep> {
  const isBySrp = challengeName === 'SRP_A'
  if (isBySrp && !clientPublic) return refused('parameter-missing', 'SRP_A')
  if (isBySrp && !isSrpPublicValue(clientPublic ?? '')) return refused('parameter-invalid', 'SRP_A')
  const found = await findSignInUser(ports, context.pool, username)
  const barred = await standingAtStart(ports, context, { ...found, username, isCustom: true })
  if (barred !== undefined) return barred
  const custom =
    isBySrp && clientPublic
      ? { results: [{ challengeName: 'SRP_A', challengeResult: true }], clientPublic }
      : { results: [] }
  const progress = newProgress(ports, context, { username, sub: found.sub, deviceKey })
  return continueCustom(ports, { context, progress, custom, user: found.user, namedDeviceKey: undefined })
}
