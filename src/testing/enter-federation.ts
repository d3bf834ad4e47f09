import assert from 'node:assert/strict'
import type { User } from '../domain/users/user.ts'
import { findByUsername } from '../flows/federation/find-federated-user.ts'
import type { GivenFederation } from './given-federation.ts'

/** Comes in from the provider, as somebody who may. */
export async function mustEnter(
  given: GivenFederation,
  ...entered: Parameters<GivenFederation['enter']>
): Promise<void> {
  const outcome = await given.enter(...entered)
  assert.equal(outcome.kind, 'redirect', JSON.stringify(outcome))
}

export async function federatedUserOf({ ports, pool }: GivenFederation, username: string): Promise<User> {
  const user = await findByUsername(ports, pool, username)
  assert.ok(user)
  return user
}
