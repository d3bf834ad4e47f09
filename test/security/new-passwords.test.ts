import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { constraints } from '../../src/contract/constraints.gen.ts'
import { operationFacts } from '../../src/contract/operations.gen.ts'
import { factors } from '../../src/domain/sign-in/factors.ts'
import { operations } from '../../src/operations/index.ts'
import type { UserPoolOverrides } from '../../src/testing/build-user-pool.ts'
import { givenClient, givenPool } from '../../src/testing/given.ts'
import { openInstallation } from './installation.ts'
import { passwordSetters, type SetterStage } from './password-setters.ts'

// AUTHN-04: a common password, and one made of the account's own names, is refused wherever one is set, once the pool
// asks for that; and so is a compromised one where threat protection blocks them.

const common = 'Sunshine2024!'
const compromised = 'password1'
const unlikely = 'Gruff-otter-waltz-93'

const configuration = {
  AutoVerifiedAttributes: ['email'],
  Policies: { PasswordPolicy: { MinimumLength: 6 } },
} as const satisfies UserPoolOverrides['configuration']

async function open(more: UserPoolOverrides['configuration'] = {}): Promise<SetterStage & AsyncDisposable> {
  const on = await openInstallation()
  const pool = await givenPool(on.ports, { configuration: { ...configuration, ...more } })
  const client = await givenClient(on.ports, pool, {
    name: 'Zeppelin',
    configuration: {
      CallbackURLs: ['https://app.example.com/callback'],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      AllowedOAuthFlowsUserPoolClient: true,
      SupportedIdentityProviders: ['COGNITO'],
    },
  })
  return { on, pool, client, [Symbol.asyncDispose]: () => on[Symbol.asyncDispose]() }
}

describe('a password that is set', () => {
  test('is looked at on every way there is', () => {
    const takers = Object.keys(operations).filter((name) => {
      const input = constraints[operationFacts[name as keyof typeof operations].input]
      return input?.type === 'structure' && Object.values(input.members).includes('PasswordType')
    })
    const challenges = Object.values(factors).filter(({ requiredAnswers }) => requiredAnswers.includes('NEW_PASSWORD'))
    const steps = readdirSync('src/login/steps').filter((file) =>
      readFileSync(`src/login/steps/${file}`, 'utf8').includes("/password-problems.ts'"),
    )
    const ways = [
      ...takers,
      ...challenges.map(({ challenge }) => challenge),
      ...steps.map((file) => `login/steps/${file.replace('.ts', '')}`),
    ]
    assert.deepEqual(Object.keys(passwordSetters).toSorted(), ways.toSorted())
  })

  for (const [way, { set, isChosen }] of Object.entries(passwordSetters)) {
    test(`by ${way} may be common where the pool does not mind`, async () => {
      await using stage = await open()
      assert.equal(await set(stage, 'alicia', common), 'ok')
    })

    test(`by ${way} is neither common nor made of names where the pool minds`, async () => {
      await using stage = await open({ UserPoolTags: { 'sallyport:password-blocklist': 'on' } })
      const names = ['alicia', 'berthold', 'carolina', 'desmond'] as const
      assert.match(await set(stage, names[0], common), /too common|Others use this password/)
      assert.match(
        await set(stage, names[1], `Gruff-${names[1]}-waltz-93`),
        /a name that belongs|your name or the name/,
      )
      if (isChosen)
        assert.match(await set(stage, names[2], 'Gruff-zeppelin-93'), /a name that belongs|your name or the name/)
      assert.equal(await set(stage, names[3], unlikely), 'ok')
    })

    test(`by ${way} ${isChosen ? 'is not' : 'may be'} compromised where threat protection blocks`, async () => {
      const plus = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } } as const
      await using stage = await open(plus)
      const settings = { CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } } } as const
      const configuration = { poolId: stage.pool.id, clientId: undefined, settings, updatedAt: new Date(0) }
      await stage.on.ports.storage.commit([{ write: 'putRiskConfiguration', configuration }])
      const outcome = await set(stage, 'alicia', compromised)
      if (isChosen) assert.match(outcome, /for security reasons|Others use this password/)
      else assert.equal(outcome, 'ok')
      assert.equal(await set(stage, 'berthold', unlikely), 'ok')
    })
  }
})
