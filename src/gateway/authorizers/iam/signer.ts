import { createHash } from 'node:crypto'
import type { AccessKey } from '../../../domain/access-key.ts'
import type { RoutedExchange } from '../../exchange.ts'
import type { Authenticated } from '../authenticated.ts'
import type { SignedPrincipal } from '../principal.ts'

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The owner of an operator's key. Its role is its policy: a key that may only read may call what only reads. */
export function signerOf(
  { accessKeyId, principal, role }: Pick<AccessKey, 'accessKeyId' | 'principal' | 'role'>,
  { definition, request }: RoutedExchange,
): Authenticated {
  const mayCall = role === 'admin' || READING_METHODS.has(request.method)
  return {
    kind: 'authenticated',
    principal: signedPrincipal(accessKeyId, principal, definition.accountId),
    decision: mayCall ? 'allow' : 'silent',
  }
}

/** Whoever develops on this machine may do everything. */
export function developerOf(accessKeyId: string, exchange: RoutedExchange): Authenticated {
  return signerOf({ accessKeyId, principal: 'developer', role: 'admin' }, exchange)
}

export function signedPrincipal(accessKey: string, userName: string, accountId: string): SignedPrincipal {
  return {
    kind: 'signed',
    accessKey,
    accountId,
    userName,
    userArn: `arn:aws:iam::${accountId}:user/${userName}`,
    userId: userIdOf(userName),
  }
}

/** Like those of IAM: the same for all keys of one user, and at every start. */
function userIdOf(userName: string): string {
  const digest = createHash('sha256').update(userName).digest()
  const letters = [...digest.subarray(0, 17)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32))
  return `AIDA${letters.join('')}`
}
