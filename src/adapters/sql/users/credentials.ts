import type { PasswordCredential, User } from '../../../domain/users/user.ts'
import { openText, sealText, type SealedPlace, type Sealer } from '../sealed.ts'

type Credentials = Pick<User, 'password' | 'passwordHistory'>
type StoredCredential =
  | { readonly kind: 'srp'; readonly salt: string; readonly verifier: string }
  | Exclude<PasswordCredential, { readonly kind: 'srp' }>
interface StoredCredentials {
  readonly password?: StoredCredential
  readonly history: readonly StoredCredential[]
}

/** The password and those before it, sealed together; null where there is none. */
export function sealCredentials(sealer: Sealer, user: User): string | null {
  const { password, passwordHistory } = user
  if (password === undefined && passwordHistory.length === 0) return null
  const stored: StoredCredentials = {
    ...(password && { password: toStored(password) }),
    history: passwordHistory.map(toStored),
  }
  return sealText(sealer, credentialsPlace(user.poolId, user.sub), JSON.stringify(stored))
}

export function openCredentials(
  sealer: Sealer,
  row: { readonly pool_id: string; readonly sub: string; readonly credentials: string | null },
): Credentials {
  if (row.credentials === null) return { password: undefined, passwordHistory: [] }
  const text = openText(sealer, credentialsPlace(row.pool_id, row.sub), row.credentials)
  const { password, history }: StoredCredentials = JSON.parse(text)
  return { password: password && fromStored(password), passwordHistory: history.map(fromStored) }
}

function toStored(credential: PasswordCredential): StoredCredential {
  if (credential.kind !== 'srp') return credential
  return { kind: 'srp', salt: toBase64(credential.salt), verifier: toBase64(credential.verifier) }
}

function fromStored(stored: StoredCredential): PasswordCredential {
  if (stored.kind !== 'srp') return stored
  return { kind: 'srp', salt: Uint8Array.fromBase64(stored.salt), verifier: Uint8Array.fromBase64(stored.verifier) }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function credentialsPlace(poolId: string, sub: string): SealedPlace {
  return { table: 'users', column: 'credentials', row: [poolId, sub] }
}
