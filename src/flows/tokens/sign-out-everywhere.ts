import type { Ports } from '../../ports/ports.ts'

/**
 * Ends every session of a user: refresh tokens, access tokens that we are shown, and browsers' sessions. It is durable
 * before this resolves; who signs in after it is not touched.
 */
export async function signOutEverywhere(
  ports: Pick<Ports, 'clock' | 'storage'>,
  { poolId, sub }: { readonly poolId: string; readonly sub: string },
): Promise<void> {
  const committed = await ports.storage.commit([{ write: 'signOutEverywhere', poolId, sub, at: ports.clock.now() }])
  if (!committed.committed) throw new Error(`a sign-out met the guard ${committed.guard}, which it does not set`)
}
