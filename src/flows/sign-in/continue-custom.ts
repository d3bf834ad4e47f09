import { refused } from '../../domain/sign-in/refusal-reason.ts'
import { advance } from './advance.ts'
import { customBeside, decideCustom, type CustomTurn } from './decide-custom.ts'
import { poseChallenge } from './pose-challenge.ts'
import type { SignInPorts, SignInStep } from './sign-in-step.ts'

/** Goes on with a custom sign-in where nothing but the functions' word is needed: at its start and after their question. */
export async function continueCustom(
  ports: SignInPorts,
  turn: CustomTurn & { readonly namedDeviceKey: string | undefined },
): Promise<SignInStep> {
  const { context, progress: before, custom, user, namedDeviceKey } = turn
  const decision = await decideCustom(ports, turn)
  if (decision.kind === 'refused') return decision
  if (decision.kind === 'challenge') {
    const { challenge, parameters } = decision
    const progress = { ...before, custom: customBeside(challenge, custom) }
    const posed = { context, progress, challenge, user, device: undefined }
    return poseChallenge(ports, { posed, writes: [], parameters })
  }
  if (user === undefined) return refused('incorrect')
  const event = { kind: 'custom-passed' } as const
  const progress = { ...before, custom }
  return advance(ports, { context, progress, answered: undefined, event, user, writes: [], namedDeviceKey })
}
