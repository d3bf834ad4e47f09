import type { User } from '../../../domain/users/user.ts'
import type { Answer, Judgement } from './factor-work.ts'
import { provePassword } from './prove-password.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/** Judges the member PASSWORD of an answer. */
export async function judgePassword(
  ports: SignInPorts,
  { context, state, responses }: Answer,
  user: User | undefined,
): Promise<Judgement> {
  const verdict = await provePassword(ports, context, { user, sub: state.sub }, responses.PASSWORD ?? '')
  switch (verdict.kind) {
    case 'refused':
      return verdict
    case 'wrong':
      return { kind: 'wrong', proof: 'pwd', refusal: verdict.refusal, writes: [] }
    case 'right':
      return {
        kind: 'accepted',
        event: { kind: 'password-proven', compromise: verdict.compromise },
        writes: [],
        user: verdict.user,
      }
  }
}
