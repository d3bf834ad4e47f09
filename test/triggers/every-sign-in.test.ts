import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { InitiateAuthResponse } from '../../src/contract/shapes.gen.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import type { TriggerName } from '../../src/flows/triggers/trigger.ts'
import { flowStarts } from '../../src/operations/auth/flow-starts.ts'
import { refusalOf } from '../../src/testing/call-operation.ts'
import { challengeScenarios } from '../../src/testing/challenge-scenarios.ts'
import { givenSignIn } from '../../src/testing/given-sign-in.ts'
import { everyFlow, passwordlessPolicies } from '../../src/testing/passwordless.ts'
import { answering, asItWas, type TestFunction } from '../../src/testing/test-functions.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'

const password = 'Passw0rd!'
const triggers: readonly TriggerName[] = ['PreAuthentication', 'PreTokenGeneration', 'PostAuthentication']
const refusing: TestFunction = () => {
  throw new Error('not now')
}

type Given = Awaited<ReturnType<typeof given>>

/** A custom sign-in that needs no challenge. */
const issueTokens = answering({ issueTokens: true })

async function given(ports: TestPorts, functions: Readonly<Partial<Record<TriggerName, TestFunction>>>) {
  const LambdaConfig = ports.functions.install({ DefineAuthChallenge: issueTokens, ...functions })
  return givenSignIn(ports, {
    pool: { mfa: {}, configuration: { LambdaConfig, Policies: passwordlessPolicies } },
    client: { configuration: { ExplicitAuthFlows: everyFlow } },
  })
}

/** A whole sign-in by each flow. A flow that is not here fails. */
const signIns: Readonly<Record<string, (given: Given) => Promise<InitiateAuthResponse>>> = {
  USER_PASSWORD_AUTH: ({ app }) => app.withPassword('alice', password),
  ADMIN_USER_PASSWORD_AUTH: ({ server }) => server.withPassword('alice', password),
  USER_SRP_AUTH: ({ app }) => app.withSrp('alice', password),
  CUSTOM_AUTH: ({ app }) => app.initiate('CUSTOM_AUTH', { USERNAME: 'alice' }),
  USER_AUTH: ({ app }) =>
    app.initiate('USER_AUTH', { USERNAME: 'alice', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password }),
}

function sources(ports: TestPorts): readonly string[] {
  return ports.functions.events.map(({ triggerSource }) => triggerSource)
}

function families(ports: TestPorts): number {
  const writes = ports.commits.filter(({ result }) => result.committed).flatMap((commit) => commit.writes)
  return writes.filter(({ write }) => write === 'createTokenFamily').length
}

describe('every flow', () => {
  const flows = Object.entries(flowStarts).flatMap(([flow, start]) => (start === undefined ? [] : [flow]))

  for (const flow of flows) {
    test(`${flow} asks before anything, before tokens, and when it is through`, async () => {
      await using ports = await testPorts()
      const all = await given(ports, Object.fromEntries(triggers.map((name) => [name, asItWas])))
      const answer = await signIns[flow]?.(all)
      assert.ok(answer?.AuthenticationResult?.AccessToken)
      const custom = flow === 'CUSTOM_AUTH' ? ['DefineAuthChallenge_Authentication'] : []
      assert.deepEqual(sources(ports), [
        'PreAuthentication_Authentication',
        ...custom,
        'TokenGeneration_Authentication',
        'PostAuthentication_Authentication',
      ])
    })

    for (const name of triggers) {
      test(`${flow} gives no tokens where ${name} refuses`, async () => {
        await using ports = await testPorts()
        const all = await given(ports, { [name]: refusing })
        const signIn = signIns[flow]
        assert.ok(signIn)
        assert.equal(await refusalOf(signIn(all)), `UserLambdaValidationException: ${name} failed with error not now.`)
        assert.equal(families(ports), 0)
      })
    }
  }
})

describe('every challenge', () => {
  /** The pool from now on has these triggers. */
  async function arm(
    ports: TestPorts,
    pool: UserPool,
    functions: Readonly<Partial<Record<TriggerName, TestFunction>>>,
  ) {
    const LambdaConfig = { ...pool.configuration.LambdaConfig, ...ports.functions.install(functions) }
    const armed = { ...pool, configuration: { ...pool.configuration, LambdaConfig }, version: pool.version + 1 }
    assert.ok((await ports.storage.commit([{ write: 'updateUserPool', pool: armed }])).committed)
  }

  const ownSources: Readonly<Record<string, string>> = {
    NEW_PASSWORD_REQUIRED: 'TokenGeneration_NewPasswordChallenge',
    DEVICE_PASSWORD_VERIFIER: 'TokenGeneration_AuthenticateDevice',
  }

  for (const [scenario, reach] of Object.entries(challengeScenarios)) {
    test(`${scenario} leads to tokens by way of the triggers, or to no tokens`, async () => {
      await using ports = await testPorts()
      const { app, pool, name, responses, session } = await reach(ports)
      const before = families(ports)
      await arm(ports, pool, { PreTokenGeneration: asItWas, PostAuthentication: asItWas })
      const { AuthenticationResult } = await app.respond(name, responses, session)
      const source = ownSources[name] ?? 'TokenGeneration_Authentication'
      const through = [source, 'PostAuthentication_Authentication']
      const asked = sources(ports).filter((each) => /^(TokenGeneration|PostAuthentication)_/.test(each))
      assert.deepEqual(asked, AuthenticationResult === undefined ? [] : through)
      assert.equal(families(ports) - before, AuthenticationResult === undefined ? 0 : 1)
    })

    for (const trigger of ['PreTokenGeneration', 'PostAuthentication'] as const) {
      test(`${scenario} gives no tokens where ${trigger} refuses`, async () => {
        await using ports = await testPorts()
        const { app, pool, name, responses, session } = await reach(ports)
        const before = families(ports)
        await arm(ports, pool, { [trigger]: refusing })
        const answered = await refusalOf(app.respond(name, responses, session))
        assert.equal(families(ports) - before, 0)
        if (typeof answered === 'string') {
          assert.equal(answered, `UserLambdaValidationException: ${trigger} failed with error not now.`)
        }
      })
    }
  }
})
