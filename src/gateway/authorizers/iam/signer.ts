import { createHash } from 'node:crypto'
import type { AccessKey } from '../../../domain/access-key.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import type { Authenticated } from '../authenticated.ts'
import type { SignedPrincipal } from '../../exchange/principal.ts'

type SignerFacts = Pick<AccessKey, 'accessKeyId' | 'principal' | 'role'>

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The owner of an operator's key. Its role is its policy: a key that may only read may call what only reads. */
export function signerOf(signer: SignerFacts, { definition, request }: RoutedExchange): Authenticated {
  const mayCall = signer.role === 'admin' || READING_METHODS.has(request.method)
  return {
    kind: 'authenticated',
    principal: signedPrincipal(signer, definition.accountId),
    decision: mayCall ? 'allow' : 'silent',
  }
}

/** Whoever develops on this machine may do everything. */
export function developerOf(accessKeyId: string, exchange: RoutedExchange): Authenticated {
  return signerOf({ accessKeyId, principal: 'developer', role: 'admin' }, exchange)
}

export function signedPrincipal(
  { accessKeyId: accessKey, principal: userName, role }: SignerFacts,
  accountId: string,
): SignedPrincipal {
  return {
    kind: 'signed',
    accessKey,
    accountId,
    userName,
    userArn: `arn:aws:iam::${accountId}:user/${userName}`,
    userId: userIdOf(userName),
    mayDoEverything: role === 'admin',
  }
}

/** Like those of IAM: the same for all keys of one user, and at every start. */
function userIdOf(userName: string): string {
  const digest = createHash('sha256').update(userName).digest()
  const letters = [...digest.subarray(0, 17)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32))
  return `AIDA${letters.join('')}`
}
