import { hashCode } from '../../crypto/code.ts'
import type { VerificationCode } from '../../domain/factors/verification-code.ts'
import type { Ports } from '../../ports/ports.ts'

/** Whose code it is, and what for: a code is worth nothing anywhere else. */
export type CodeOwner = Pick<VerificationCode, 'poolId' | 'subject' | 'purpose'>

/** What is stored and compared instead of the code. */
export function codeHash(ports: Pick<Ports, 'sealing'>, { poolId, subject, purpose }: CodeOwner, code: string): string {
  return hashCode(ports.sealing.keyFor('verification-code'), purpose, `${poolId}/${subject}`, code)
}
