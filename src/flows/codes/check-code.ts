import type { Refusal, Refuse } from '../../contract/refusal.ts'
import { isEqualText } from '../../crypto/constant-time.ts'
import type { CodePurpose, VerificationCode } from '../../domain/factors/verification-code.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { codeHash, type CodeOwner } from './code-hash.ts'
import { countAttempt, limitExceeded, type AccountAction } from '../throttle.ts'

export type CodeVerdict =
  /** Nobody but the commit of `consume` decides who of several gets to use it. */
  { readonly kind: 'right'; readonly code: VerificationCode; readonly consume: Write } | UselessCode

/** `late` is the right code of one that has expired; `expired` any other while only an expired one is there. */
export interface UselessCode {
  readonly kind: 'wrong' | 'late' | 'expired' | 'absent'
}

/** Wrong guesses that one code survives: those for a password fewer (ASVS 6.6.3), the rest an hour's worth. */
const guesses: Readonly<Record<CodePurpose, number>> = {
  'sign-up': 15,
  'verify-email': 15,
  'verify-phone_number': 15,
  'forgot-password': 5,
  mfa: 5,
  'one-time-password': 5,
}

/** Compares a code with the one that was sent, with the same work whether one was or not. */
export async function checkCode(
  ports: Pick<Ports, 'clock' | 'sealing' | 'storage'>,
  owner: CodeOwner,
  presented: string,
): Promise<CodeVerdict> {
  const now = ports.clock.now()
  const hash = codeHash(ports, owner, presented)
  const code = await ports.storage.factors.findCode(owner.poolId, owner.subject, owner.purpose)
  const isRight = isEqualText(hash, code?.codeHash ?? '')
  if (!code) return { kind: 'absent' }
  if (code.expiresAt <= now) return { kind: isRight ? 'late' : 'expired' }
  if (!isRight) return { kind: 'wrong' }
  const { poolId, subject, purpose } = owner
  return { kind: 'right', code, consume: { write: 'consumeCode', poolId, subject, purpose, codeHash: hash, now } }
}

export interface FailedCode {
  readonly owner: CodeOwner
  readonly action: AccountAction
  readonly verdict: CodeVerdict
  /** Whether the answer must tell nobody whether a code was ever sent, but to whoever has it. */
  readonly isHidingUsers: boolean
}

/** Counts a code that did not help, and makes the refusal for it. */
export async function failedCode(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<'CodeMismatchException' | 'ExpiredCodeException' | 'LimitExceededException'>,
  { owner, action, verdict, isHidingUsers }: FailedCode,
): Promise<Refusal> {
  const { poolId, subject, purpose } = owner
  const result = await ports.storage.commit([
    countAttempt(ports, { poolId, subject, action }),
    { write: 'recordCodeFailure', poolId, subject, purpose, limit: guesses[purpose] },
  ])
  if (!result.committed) return limitExceeded(refuse)
  const isMismatch = isHidingUsers ? verdict.kind !== 'late' : verdict.kind === 'wrong'
  return isMismatch ? codeMismatch(refuse) : expiredCode(refuse)
}

export function expiredCode(refuse: Refuse<'ExpiredCodeException'>): Refusal {
  return refuse('ExpiredCodeException', 'Invalid code provided, please request a code again.')
}

function codeMismatch(refuse: Refuse<'CodeMismatchException'>): Refusal {
  return refuse('CodeMismatchException', 'Invalid verification code provided, please try again.')
}
