import type { Refuse } from '../../contract/refusal.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'

const longestLabel = 64

/** Gives a passkey the name by which its owner knows it. */
export async function renamePasskey(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
  { credentialId, label }: { readonly credentialId: string; readonly label: string },
): Promise<void> {
  const shortened = [...label].slice(0, longestLabel).join('').trim()
  const committed = await ports.storage.commit([
    { write: 'renamePasskey', poolId, sub, credentialId, label: shortened },
  ])
  if (!committed.committed) throw refuse('ResourceNotFoundException', 'The passkey does not exist.')
}
