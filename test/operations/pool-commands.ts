import { fc } from '../fast-check.ts'
import { accountCommands, confirm, signUp } from './pool-commands/accounts.ts'
import { authenticatorAppCommands } from './pool-commands/authenticator-app.ts'
import { command } from './pool-commands/command.ts'
import { passwordCommands } from './pool-commands/passwords.ts'
import { sessionCommands, signIn } from './pool-commands/sessions.ts'
import { pass, passwords, shortWhile } from './pool-commands/step.ts'
import type { PoolModel } from './pool-model.ts'
import type { PoolUnderTest } from './pool-under-test.ts'

/** Where every sequence begins: with somebody who is signed in, since most of what can be done needs one. */
export async function open(model: PoolModel, pool: PoolUnderTest): Promise<void> {
  const [password] = passwords
  const steps = [signUp('ann', password), confirm('ann', true), signIn('ann', password), signIn('ann', password)]
  for (const step of steps) await step(model, pool)
}

/** What anybody may do to the pool, and time that goes by. */
export const poolCommands: fc.Arbitrary<fc.AsyncCommand<PoolModel, PoolUnderTest>>[] = [
  ...accountCommands,
  ...sessionCommands,
  ...passwordCommands,
  ...authenticatorAppCommands,
  command('wait', fc.tuple(shortWhile), (seconds) => async (model, pool) => pass(model, pool, seconds)),
]
