import { newUuid } from '../../../crypto/identifiers.ts'
import type { SignInProgress } from '../../../domain/sign-in/state.ts'
import type { SignInContext, SignInPorts } from '../sign-in-step.ts'

/** A sign-in that has just begun. */
export function newProgress(
  ports: Pick<SignInPorts, 'random'>,
  { pool, client }: SignInContext,
  person: Pick<SignInProgress, 'username' | 'sub' | 'firstFactors' | 'acr'> & {
    readonly deviceKey?: string | undefined
  },
): SignInProgress {
  const { username, sub, firstFactors, acr, deviceKey } = person
  return {
    poolId: pool.id,
    clientId: client.id,
    username,
    sub,
    eventId: newUuid((size) => ports.random.bytes(size)),
    proofs: [],
    ...(deviceKey === undefined ? {} : { deviceKey }),
    ...(firstFactors === undefined ? {} : { firstFactors }),
    ...(acr === undefined ? {} : { acr }),
  }
}
