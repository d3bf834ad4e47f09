import { refused, type SignInRefusal, type SignInRefusalReason } from '../domain/sign-in/refusal-reason.ts'
import type { CommitResult, GuardName } from '../ports/storage/storage.ts'

const reasons: Partial<Readonly<Record<GuardName, SignInRefusalReason>>> = {
  'not-locked': 'locked',
  'session-unspent': 'session-spent',
  'login-session-exists': 'session-spent',
  'consent-given': 'session-spent',
  'software-token-step': 'code-reused',
  'software-token-pending': 'session-invalid',
  'code-unspent': 'code-expired',
  'recovery-code-unspent': 'code-expired',
  'under-limit': 'session-invalid',
  'user-enabled': 'disabled',
  'user-exists': 'incorrect',
  'user-version': 'busy',
  'alias-free': 'alias-taken',
  'device-exists': 'device-unknown',
  'passkey-count': 'incorrect',
  'authorization-code-unspent': 'authorization-code-spent',
  'device-authorization-approved': 'authorization-code-spent',
}

/** What a failed guard of a sign-in's commit means to whoever signs in. A guard that none sets is a fault. */
export function guardRefusal(result: Extract<CommitResult, { committed: false }>): SignInRefusal {
  const reason = reasons[result.guard]
  if (reason === undefined) throw new Error(`a sign-in met the guard ${result.guard}, which it does not set`)
  return refused(reason, result.alias?.namespace)
}
