import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accountRefusals } from './refusals/account-refusals.ts'
import { contractTexts } from './refusals/contract-texts.ts'
import { attributeRefusals } from './refusals/attribute-refusals.ts'
import { poolRefusals } from './refusals/pool-refusals.ts'
import { providerRefusals } from './refusals/provider-refusals.ts'
import { openStage } from './refusals/refusal-case.ts'
import { signInRefusals } from './refusals/sign-in-refusals.ts'
import { tokenRefusals } from './refusals/token-refusals.ts'
import { triggerRefusals } from './refusals/trigger-refusals.ts'

// The texts of the cognito-api contract, section 6: clients match them, so each is held to the letter by a call that
// is refused with it.

const all = {
  signInRefusals,
  tokenRefusals,
  accountRefusals,
  attributeRefusals,
  poolRefusals,
  providerRefusals,
  triggerRefusals,
}

describe('every text of the contract', () => {
  const refused = Object.values(all)
    .flat()
    .map(({ refusal }) => refusal)
  for (const [situation, texts] of Object.entries(contractTexts)) {
    test(`${situation}: is held to the letter by a call below`, () => {
      const unheld = texts.filter((text) => !refused.some((refusal) => isOf(text, refusal)))
      assert.deepEqual(unheld, [])
    })
  }
})

/** `…` in a text stands for anything. */
function isOf(text: string, refusal: string): boolean {
  const parts = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`, 's').test(refusal)
}

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
