import { constraints } from '../../src/contract/constraints.gen.ts'
import { operationFacts, type OperationName } from '../../src/contract/operations.gen.ts'
import { signJwt } from '../../src/crypto/jose/jwt.ts'
import type { HttpRequest } from '../../src/http/message.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { edited, signed, withHeader } from '../wire/signed-request.ts'
import { signIn } from './bad-access-tokens.ts'
import { sampleInput } from './sample-input.ts'
import { requestFor, type WireInstallation } from './wire-installation.ts'

/** Who may call an operation, by the contract alone: its `auth`, and what its input can prove a caller with. */
export type Door =
  /** Operators, by signature. */
  | 'operators'
  /** A user, by access token. */
  | 'users'
  /** A user, by access token or by the session of a sign-in. */
  | 'users-or-sign-ins'
  /** Anybody who knows a client. */
  | 'clients'

export function doorOf(name: OperationName): Door {
  const { auth, input } = operationFacts[name]
  if (auth === 'sigv4') return 'operators'
  const shape = constraints[input]
  if (shape?.type !== 'structure' || !('AccessToken' in shape.members)) return 'clients'
  return 'Session' in shape.members ? 'users-or-sign-ins' : 'users'
}

/** The model leaves it out where the device of a token may be meant. */
export function isTokenRequired(name: OperationName): boolean {
  const shape = constraints[operationFacts[name].input]
  return shape?.type === 'structure' && shape.required?.includes('AccessToken') === true
}

export const principals = [
  'anonymous',
  'a user of the pool',
  'a user of another pool',
  'a client with a secret',
  'an administrator',
  'a read-only administrator',
  'an administrator whose signature is wrong',
  'somebody whose time is over',
  'a user whose token lacks the scope',
] as const

export type Principal = (typeof principals)[number]

/** What a principal shows: it is the same whatever it asks for. */
export interface Credentials {
  readonly accessToken?: string
  /** The `Authorization` field, unless the request is signed. */
  readonly authorization?: string
  readonly accessKeyId?: string
  readonly isWronglySigned?: boolean
  readonly signedSecondsAgo?: number
}

/** A pool that nobody has: operators who are let in find nothing to break. */
const known = { UserPoolIdType: 'us-east-1_None00000', ClientIdType: '1nobodysclient', UsernameType: 'nobody' }

export async function givenPrincipals(on: WireInstallation): Promise<Readonly<Record<Principal, Credentials>>> {
  const { ports } = on
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  await givenUser(ports, pool, { username: 'expired' })
  const { AccessToken: expired } = await signIn(on, client, 'expired')
  ports.clock.advanceSeconds(3601)
  await givenUser(ports, pool)
  const { AccessToken: own } = await signIn(on, client, 'alice')
  const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
  const otherClient = await givenClient(ports, other, { id: '2other' })
  await givenUser(ports, other)
  const { AccessToken: foreign } = await signIn(on, otherClient, 'alice')

  const [, payload = ''] = own.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const key = (await ports.storage.userPools.listSigningKeys(pool.id)).find(({ use }) => use === 'access')
  if (key === undefined) throw new Error('a pool has a key for access tokens')
  const scopeless = await signJwt(key.kid, { ...claims, scope: 'openid email' }, key.privateKey)
  const basic = Buffer.from('1clientwithsecret:1secretsecretsecretsecret').toString('base64')
  return {
    anonymous: {},
    'a user of the pool': bearer(own),
    'a user of another pool': bearer(foreign),
    'a client with a secret': { authorization: `Basic ${basic}` },
    'an administrator': { accessKeyId: 'AKIDEXAMPLE' },
    'a read-only administrator': { accessKeyId: 'AKIDREADER' },
    'an administrator whose signature is wrong': { accessKeyId: 'AKIDEXAMPLE', isWronglySigned: true },
    'somebody whose time is over': { accessToken: expired, accessKeyId: 'AKIDEXAMPLE', signedSecondsAgo: 3600 },
    'a user whose token lacks the scope': bearer(scopeless),
  }
}

function bearer(accessToken: string): Credentials {
  return { accessToken, authorization: `Bearer ${accessToken}` }
}

/** The request of an operation as this principal sends it, every required member filled in. */
export async function requestOf(name: OperationName, by: Credentials, now: Date): Promise<HttpRequest> {
  const { accessToken, authorization, accessKeyId, isWronglySigned = false, signedSecondsAgo = 0 } = by
  const { AccessToken: _, ...sample } = sampleInput(name, { known, isFull: false })
  const isTaken = doorOf(name) === 'users' || doorOf(name) === 'users-or-sign-ins'
  const body = isTaken && accessToken !== undefined ? { ...sample, AccessToken: accessToken } : sample
  if (accessKeyId === undefined) {
    const plain = withHeader(await requestFor(name, body, now), 'authorization')
    return authorization === undefined ? plain : withHeader(plain, 'authorization', authorization)
  }
  const request = await signed({
    accessKeyId,
    signingDate: new Date(now.getTime() - signedSecondsAgo * 1000),
    body: JSON.stringify(body),
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${name}` },
  })
  if (!isWronglySigned) return request
  return edited(request, 'authorization', (value) => value.replace(/.$/, (last) => (last === '0' ? '1' : '0')))
}
