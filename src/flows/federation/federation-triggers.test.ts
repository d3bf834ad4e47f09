import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { identitiesOf } from '../../domain/users/linked-identities.ts'
import { aliasesOf } from '../../domain/users/user-alias.ts'
import { givenFederation } from '../../testing/given-federation.ts'
import { givenUser } from '../../testing/given.ts'
import { answering, asItWas } from '../../testing/test-functions.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { federatedUserOf, mustEnter } from '../../testing/enter-federation.ts'

describe('the triggers of a sign-in through a provider', () => {
  test('tells the triggers of a first sign-in and of a later one, in their order', async () => {
    const ports = await testPorts()
    const names = [
      'InboundFederation',
      'PreSignUp',
      'PostConfirmation',
      'PreAuthentication',
      'PostAuthentication',
    ] as const
    const LambdaConfig = ports.functions.install(Object.fromEntries(names.map((name) => [name, asItWas])))
    await using given = await givenFederation({ ports, pool: { configuration: { LambdaConfig } } })
    const sources = () => ports.functions.events.map(({ triggerSource }) => triggerSource)
    await mustEnter(given, 'S-1', { email: 'ada@example.com' })
    assert.deepEqual(sources(), [
      'InboundFederation_ExternalProvider',
      'PreSignUp_ExternalProvider',
      'PostConfirmation_ConfirmSignUp',
    ])
    const [inbound, preSignUp] = ports.functions.events
    assert.deepEqual(inbound?.request, {
      providerName: 'Acme',
      providerType: 'OIDC',
      attributes: { tokenResponse: {}, idToken: { sub: 'S-1', email: 'ada@example.com' } },
    })
    assert.deepEqual(inbound?.response, { userAttributesToMap: {} })
    assert.equal(preSignUp?.userName, 'Acme_S-1')
    assert.deepEqual(preSignUp?.request, {
      userAttributes: {
        'cognito:email_alias': '',
        'cognito:phone_number_alias': '',
        email: 'ada@example.com',
        email_verified: 'false',
      },
      validationData: {},
    })
    await mustEnter(given, 'S-1', { email: 'ada@example.com' })
    assert.deepEqual(sources().slice(3), [
      'InboundFederation_ExternalProvider',
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
    ])
  })

  test('takes from the inbound federation trigger what it gives, and drops what it leaves out', async () => {
    const ports = await testPorts()
    const userAttributesToMap = { email: 'other@example.com', sub: 'somebody-else' }
    const LambdaConfig = ports.functions.install({ InboundFederation: answering({ userAttributesToMap }) })
    const provider = { attributeMapping: { email: 'email', name: 'name' } }
    await using given = await givenFederation({ ports, pool: { configuration: { LambdaConfig } }, provider })
    await mustEnter(given, 'S-1', { email: 'ada@example.com', name: 'Ada' })
    const { identities: _, ...attributes } = (await federatedUserOf(given, 'Acme_S-1')).attributes
    assert.deepEqual(attributes, { email: 'other@example.com', email_verified: 'false' })
  })

  test('ends in what a trigger says against it', async () => {
    for (const name of ['InboundFederation', 'PreSignUp', 'PostConfirmation'] as const) {
      const ports = await testPorts()
      const LambdaConfig = ports.functions.install({
        [name]: () => {
          throw new Error('not today')
        },
      })
      await using given = await givenFederation({ ports, pool: { configuration: { LambdaConfig } } })
      const description = `${name} failed with error not today.`
      assert.deepEqual(await given.enter('S-1'), { kind: 'failed', description })
    }
  })

  test('signs in whom the pre sign-up trigger links while it runs, at the first try', async () => {
    const ports = await testPorts()
    let link = async (): Promise<void> => {}
    const LambdaConfig = ports.functions.install({
      PreSignUp: async (event) => {
        await link()
        return event
      },
    })
    await using given = await givenFederation({ ports, pool: { configuration: { LambdaConfig } } })
    const { pool } = given
    const ada = await givenUser(ports, pool, { username: 'ada' })
    link = async () => {
      const identity = { userId: 'S-1', providerName: 'Acme', providerType: 'OIDC', issuer: null, dateCreated: 1 }
      const identities = JSON.stringify([{ ...identity, primary: false }])
      const user = { ...ada, attributes: { ...ada.attributes, identities }, version: 2 }
      await ports.storage.commit([{ write: 'updateUser', user, aliases: aliasesOf(pool, user) }])
    }
    await mustEnter(given, 'S-1', { email: 'ada@example.com' })
    assert.equal(await ports.storage.users.count(pool.id), 1)
    const now = await ports.storage.users.find(pool.id, ada.sub)
    assert.equal(now && identitiesOf(now).length, 1)
    assert.equal(now?.attributes.email, 'ada@example.com')
  })
})
