import { mfaChoices } from '../../domain/sign-in/mfa-choices.ts'
import type { MfaFactor } from '../../domain/users/user.ts'
import { openState } from './sealed-state.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

/** What whoever carries this session may choose from in the place of the second factor that it asks for. */
export async function findMfaChoices(
  ports: Pick<SignInPorts, 'clock' | 'sealing' | 'storage'>,
  context: Pick<SignInContext, 'pool' | 'client'>,
  session: string,
): Promise<readonly MfaFactor[]> {
  const opened = openState(ports, context, session, 'session')
  if (opened.kind === 'refused') return []
  const { state } = opened
  const user = await ports.storage.users.find(state.poolId, state.sub)
  return user === undefined ? [] : mfaChoices(context.pool, user, state)
}
