import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accountRefusals } from './refusals/account-refusals.ts'
import { attributeRefusals } from './refusals/attribute-refusals.ts'
import { poolRefusals } from './refusals/pool-refusals.ts'
import { providerRefusals } from './refusals/provider-refusals.ts'
import { openStage } from './refusals/refusal-case.ts'
import { signInRefusals } from './refusals/sign-in-refusals.ts'
import { tokenRefusals } from './refusals/token-refusals.ts'

// The texts of the cognito-api contract, section 6: clients match them, so each is held to the letter by a call that
// is refused with it.

const all = { signInRefusals, tokenRefusals, accountRefusals, attributeRefusals, poolRefusals, providerRefusals }

for (const [title, cases] of Object.entries(all)) {
  describe(title, () => {
    for (const { situation, operation, refusal, given, input } of cases) {
      test(`${operation}: ${situation}`, async () => {
        const stage = await openStage(given)
        const answer = await stage.call(operation, await input(stage))
        const { pool, client } = stage
        assert.deepEqual(answer, refusal.replace('{client}', client.id).replace('{pool}', pool.id))
      })
    }
  })
}
