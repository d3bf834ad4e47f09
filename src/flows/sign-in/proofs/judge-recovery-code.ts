import { extraOf } from '../../../domain/extras/extras.ts'
import { canRecover } from '../../../domain/sign-in/machine.ts'
import { refused } from '../../../domain/sign-in/refusal-reason.ts'
import type { User } from '../../../domain/users/user.ts'
import { recoveryCodeHash } from '../../recovery-codes/recovery-code.ts'
import { noticeOf } from '../../notices/notice-of-change.ts'
import type { Answer, Judgement } from './factor-work.ts'
import { countGuess } from '../record-guess.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/** A recovery code in the place of the second factor that is asked for: good once, and its owner hears of it. */
export async function judgeRecoveryCode(
  ports: SignInPorts,
  { context: { pool, request }, state, challenge }: Answer,
  { user, code }: { readonly user: User | undefined; readonly code: string },
): Promise<Judgement> {
  const isAsked = extraOf(pool, 'recovery-codes') && canRecover(challenge, state.proofs)
  if (user === undefined || !isAsked) return refused('session-invalid')
  const { poolId, sub } = user
  const codeHash = recoveryCodeHash(ports, user, code)
  if (!(await ports.storage.factors.hasRecoveryCode(poolId, sub, codeHash))) {
    return { kind: 'wrong', proof: 'recovery', refusal: refused('code-mismatch'), writes: [countGuess(ports, state)] }
  }
  const notices = await noticeOf(ports, { pool, user, language: request.language }, 'recovery-code-used')
  return {
    kind: 'accepted',
    event: { kind: 'recovery-proven' },
    writes: [countGuess(ports, state), { write: 'consumeRecoveryCode', poolId, sub, codeHash }, ...notices],
  }
}
