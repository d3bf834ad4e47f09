import type { Refusal, Refuse } from '../../contract/refusal.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { isHidingUserExistence } from '../../domain/sign-in/session-settings.ts'
import { srpRealm } from '../../domain/sign-in/srp-realm.ts'
import { unknownUserSub } from '../../domain/sign-in/unknown-user.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { GuardName } from '../../ports/storage/storage.ts'
import { decoyCredential } from '../passwords/decoy-credential.ts'
import { findUser } from './find-user.ts'
import type { Metadata, TriggerCaller } from '../triggers/trigger.ts'

/** Whom somebody who is not signed in means by a name. */
export interface AccountHolder {
  /** The user, if there is one for whom this can be done. */
  readonly user: User | undefined
  /** The user's `sub`, or the one that stands for nobody: limits and codes are kept under it. */
  readonly subject: string
}

export interface AccountRequest {
  readonly request: RequestFacts
  readonly clientMetadata?: Metadata
  readonly pool: UserPool
  readonly client: AppClient
  readonly username: string
}

/**
 * Finds whom a name means. `demand` refuses users in a state in which this cannot be done, in Cognito's words; where
 * the client hides who exists, they and names nobody has are answered as one: by `user` being undefined.
 */
export async function findAccountHolder(
  ports: Pick<Ports, 'sealing' | 'storage'>,
  refuse: Refuse<'UserNotFoundException'>,
  { pool, client, username }: AccountRequest,
  demand: (user: User) => Refusal | undefined,
): Promise<AccountHolder> {
  const found = await findUser(ports, pool, username)
  const nobody = unknownUserSub(ports.sealing.keyFor('unknown-user'), pool, username)
  const isHiding = isHidingUserExistence(client)
  if (!found && !isHiding) throw holderNotFound(refuse)
  // Nothing of it is wanted but the time that opening a user's own takes.
  if (!found) decoyCredential(ports, { realm: srpRealm(pool), username })
  const unfit = found && demand(found)
  if (unfit && !isHiding) throw unfit
  const user = unfit ? undefined : found
  return { user, subject: user?.sub ?? nobody }
}

/** Whom the triggers of such a request hear of as its sender. */
export function callerOf({ client, request }: Pick<AccountRequest, 'client' | 'request'>): TriggerCaller {
  const { userAgent, language, pageHost } = request
  return { clientId: client.id, userAgent, language, pageHost }
}

export function holderNotFound(refuse: Refuse<'UserNotFoundException'>): Refusal {
  return refuse('UserNotFoundException', 'Username/client id combination not found.')
}

/** Whether a commit failed because the user was deleted meanwhile, which a client that hides who exists is not told. */
export function isGoneUnseen(client: AppClient, guard: GuardName): boolean {
  return guard === 'user-exists' && isHidingUserExistence(client)
}
