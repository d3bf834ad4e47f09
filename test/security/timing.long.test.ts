import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AccountKind } from './account-kinds.ts'
import { flowProbes, operationProbes, pageProbes, type Probe } from './enumeration-probes.ts'
import { verdictOf } from './paired-statistics.ts'
import { timePairs } from './timing-pairs.ts'

const pairs = 20_000

/** For each way to ask about a name: the kinds that do the most for a user, against names nobody has (T-06). */
const timed: Readonly<Record<string, readonly [Probe | undefined, AccountKind]>> = {
  'USER_PASSWORD_AUTH with a wrong password': [flowProbes.USER_PASSWORD_AUTH[0], 'confirmed'],
  'USER_PASSWORD_AUTH of the disabled': [flowProbes.USER_PASSWORD_AUTH[0], 'disabled'],
  'USER_SRP_AUTH with a wrong proof': [flowProbes.USER_SRP_AUTH[0], 'confirmed'],
  'ForgotPassword, which sends a message': [operationProbes.ForgotPassword?.[0], 'confirmed'],
  'ResendConfirmationCode, which sends a message': [operationProbes.ResendConfirmationCode?.[0], 'unconfirmed'],
  'ConfirmSignUp with a guess': [operationProbes.ConfirmSignUp?.[0], 'unconfirmed'],
  'ConfirmForgotPassword with a guess': [operationProbes.ConfirmForgotPassword?.[0], 'confirmed'],
  '/login with a wrong password': [pageProbes['/login']?.[0], 'confirmed'],
  '/forgotPassword, which sends a message': [pageProbes['/forgotPassword']?.[0], 'confirmed'],
}

describe('users and names nobody has take the same time', () => {
  for (const [what, [probe, kind]] of Object.entries(timed)) {
    test(what, async (t) => {
      assert.ok(probe)
      const found = await timePairs({ probe, kinds: ['unknown', kind], pairs })
      t.diagnostic(JSON.stringify(found))
      // What a single look tells is for a network to blur: there is none between this clock and the answer.
      assert.equal(verdictOf(found), 'alike')
    })
  }
})
