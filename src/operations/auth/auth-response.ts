import type { Refusal } from '../../contract/refusal.ts'
import type { InitiateAuthResponse } from '../../contract/shapes.gen.ts'
import type { SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import { mintSession } from '../../flows/tokens/mint-session.ts'
import type { SignInPorts, SignInStep } from '../../flows/sign-in/sign-in-step.ts'
import type { Ports } from '../../ports/ports.ts'
import { authenticationResult } from './authentication-result.ts'

export type AuthPorts = SignInPorts & Pick<Ports, 'addresses'>

/** What a step of a sign-in looks like on the wire; the last one becomes tokens here. */
export async function authResponse(
  ports: AuthPorts,
  step: SignInStep,
  refusalOf: (refusal: SignInRefusal) => Refusal,
): Promise<InitiateAuthResponse> {
  switch (step.kind) {
    case 'refused':
      throw refusalOf(step)
    case 'challenge':
      return {
        ChallengeName: step.name,
        Session: step.session,
        ChallengeParameters: step.parameters,
        ...(step.available === undefined ? {} : { AvailableChallenges: step.available }),
      }
    case 'authenticated': {
      const minted = await mintSession(ports, step.authenticated, { origin: 'api' })
      if (minted.kind === 'refused') throw refusalOf(minted)
      const { tokens, refreshToken } = minted
      return {
        ChallengeParameters: {},
        AuthenticationResult: authenticationResult(tokens, refreshToken, step.authenticated.newDevice),
      }
    }
  }
}
