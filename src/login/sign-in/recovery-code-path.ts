import { extraOf } from '../../domain/extras/extras.ts'
import type { PageRequest } from '../drawing/page.ts'

/** The page that takes a recovery code in the place of a second factor, where the pool has such codes. */
export function recoveryCodePath({ request }: PageRequest): string | undefined {
  return extraOf(request.domain.pool, 'recovery-codes') ? '/recoveryCode' : undefined
}
