import { fc } from '../../fast-check.ts'
import { refusals, type PoolModel, type SessionModel } from '../pool-model.ts'
import type { PoolUnderTest } from '../pool-under-test.ts'

/** One thing that somebody does to the pool, done to the model and to the real one, whose answers must agree. */
export type Step = (model: PoolModel, pool: PoolUnderTest) => Promise<void>

export const names = ['ann', 'bob'] as const
export const passwords = ['Passw0rd!one', 'Passw0rd!two'] as const
export const emailOf = (name: string): string => `${name}@example.com`

export const aName = fc.constantFrom(...names, 'ann')
export const aPassword = fc.constantFrom(...passwords)
export const aGroup = fc.constantFrom('red', 'green')
export const someSession = fc.nat({ max: 2 })
export const shortWhile = fc.constantFrom(1, 2, 20, 600, 900, 3600)

export const ofUser = ({ ids }: PoolUnderTest, Username: string) => ({ UserPoolId: ids.UserPoolId, Username })
export const ofClient = ({ ids }: PoolUnderTest, Username: string) => ({ ClientId: ids.ClientId, Username })

export function sessionAt({ sessions }: PoolModel, position: number): SessionModel | undefined {
  return sessions.length === 0 ? undefined : sessions[position % sessions.length]
}

export function pass(model: PoolModel, pool: PoolUnderTest, seconds: number): void {
  model.now += seconds
  pool.ports.clock.advanceSeconds(seconds)
}

/** Every operation here has a limit by the hour, which the model leaves to the store: nothing happens past it. */
export function isLimited(answer: unknown): boolean {
  return answer === refusals.limited
}
