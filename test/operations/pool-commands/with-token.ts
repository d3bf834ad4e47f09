import assert from 'node:assert/strict'
import { tokenVerdict, type PoolModel, type SessionModel } from '../pool-model.ts'
import type { PoolUnderTest } from '../pool-under-test.ts'
import { sessionAt, type Step } from './step.ts'

/** What somebody does with an access token: `act` gets its user once the token is found to be good. */
export const withToken = (
  position: number,
  ask: (session: SessionModel, pool: PoolUnderTest) => Promise<any>,
  act: (found: { model: PoolModel; pool: PoolUnderTest; session: SessionModel; answer: any }) => void | Promise<void>,
  { isOnlyNotAuthorized = false } = {},
): Step =>
  async function usesToken(model, pool) {
    const session = sessionAt(model, position)
    if (session === undefined) return
    const answer = await ask(session, pool)
    const verdict = tokenVerdict(model, session)
    if (verdict !== undefined) return assert.equal(answer, isOnlyNotAuthorized ? notAuthorized(verdict) : verdict)
    await act({ model, pool, session, answer })
  }

/** Some operations have no exception of their own for a user who is gone. */
function notAuthorized(refusal: string): string {
  return refusal.replace(/^\w+:/, 'NotAuthorizedException:')
}
