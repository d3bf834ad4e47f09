import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { openApp, type App } from './app.ts'
import { rightPassword, wrongPassword } from './guessing-paths.ts'
import type { Installation } from './installation.ts'
import { outcomeOf } from './surface.ts'

export const incorrect = 'NotAuthorizedException: Incorrect username or password.'
export const exceeded = 'NotAuthorizedException: Password attempts exceeded'

/** Alice, who has a password, and an app where she signs in. */
export interface GivenAlice {
  readonly app: App
  readonly sub: string
}

export async function givenAlice(on: Installation): Promise<GivenAlice> {
  const pool = await givenPool(on.ports, { configuration: { AutoVerifiedAttributes: ['email'] } })
  const client = await givenClient(on.ports, pool)
  const attributes = { email: 'alice@example.com', email_verified: 'true' }
  const { sub } = await givenUser(on.ports, pool, { attributes, password: rightPassword })
  return { app: openApp(on, { pool, client }), sub }
}

/** What comes of guessing her password, so often. */
export async function guess({ app }: GivenAlice, times = 1): Promise<readonly string[]> {
  const outcomes: string[] = []
  for (let time = 0; time < times; time += 1) outcomes.push(outcomeOf(await app.withPassword('alice', wrongPassword)))
  return outcomes
}
