import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenUser } from '../../testing/given.ts'
import { signInClient } from '../../testing/sign-in-client.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { givenAlice, type AliceOverrides } from '../../testing/given-alice.ts'

const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())

describe('InitiateAuth: who it is', () => {
  const attributes = {
    email: 'Alice@Example.com',
    email_verified: 'true',
    phone_number: '+15550100',
    phone_number_verified: 'false',
    preferred_username: 'ally',
  }

  async function namesThatWork(setup: AliceOverrides, names: readonly string[]): Promise<readonly string[]> {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports, { ...setup, user: { attributes, ...setup.user } })
    const working: string[] = []
    for (const name of names) {
      const answer = await refusalOf(app.withSrp(name, 'Passw0rd!'))
      if (typeof answer !== 'string') working.push(name)
    }
    return working
  }

  const all = ['alice', 'ALICE', 'Alice@Example.com', 'alice@example.com', '+15550100', 'ally']

  test('in a plain pool the username, to the letter', async () => {
    assert.deepEqual(await namesThatWork({}, all), ['alice'])
  })

  test('in a pool that ignores case, in any case', async () => {
    const pool = { configuration: { UsernameConfiguration: { CaseSensitive: false } } }
    assert.deepEqual(await namesThatWork({ pool }, all), ['alice', 'ALICE'])
  })

  test('in an alias pool a verified address or a preferred username as well', async () => {
    const pool = { configuration: { AliasAttributes: ['email', 'phone_number', 'preferred_username'] as const } }
    assert.deepEqual(await namesThatWork({ pool }, all), ['alice', 'Alice@Example.com', 'ally'])
  })

  test('in an attribute pool an address, verified or not', async () => {
    const pool = {
      configuration: {
        UsernameAttributes: ['email', 'phone_number'] as const,
        UsernameConfiguration: { CaseSensitive: false },
      },
    }
    const sub = '11111111-1111-7011-1111-111111111111'
    const user = { username: sub, sub }
    const expected = ['Alice@Example.com', 'alice@example.com', '+15550100', sub]
    assert.deepEqual(await namesThatWork({ pool, user }, [...all, sub]), expected)
  })

  test('a username that is somebody’s sub takes nobody’s place', async () => {
    await using ports = await testPorts()
    const { pool, user, app } = await givenAlice(ports)
    await givenUser(ports, pool, { username: user.sub, password: 'Imp0stor!' })
    const { AuthenticationResult: result } = await app.withPassword(user.sub, 'Passw0rd!')
    assert.equal(claimsOf(result?.AccessToken).username, 'alice')
    const refusal = 'NotAuthorizedException: Incorrect username or password.'
    assert.equal(await refusalOf(app.withPassword(user.sub, 'Imp0stor!')), refusal)
  })
})

describe('InitiateAuth: a name nobody has', () => {
  const hiding = { configuration: { PreventUserExistenceErrors: 'ENABLED' as const } }

  test('is told where the client says so', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports)
    const refusal = 'UserNotFoundException: User does not exist.'
    assert.equal(await refusalOf(app.withPassword('nobody', 'Passw0rd!')), refusal)
    assert.equal(await refusalOf(app.initiate('USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: 'abc' })), refusal)
  })

  test('is not told from a wrong password where the client hides it', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports, { client: hiding })
    const refusal = 'NotAuthorizedException: Incorrect username or password.'
    for (const name of ['nobody', 'alice']) {
      assert.equal(await refusalOf(app.withPassword(name, 'wrong')), refusal)
      assert.equal(await refusalOf(app.withSrp(name, 'wrong')), refusal)
    }
  })

  test('gets an SRP challenge of its own, the same at every attempt and through every client', async () => {
    await using ports = await testPorts()
    const { app, pool } = await givenAlice(ports, { client: hiding })
    const other = signInClient(ports, { pool, client: await givenClient(ports, pool, { ...hiding, id: 'other' }) })
    const begin = async (through: typeof app, USERNAME: string) => {
      const answer = await through.initiate('USER_SRP_AUTH', { USERNAME, SRP_A: 'abc' })
      assert.deepEqual(
        Object.keys(answer.ChallengeParameters ?? {}),
        Object.keys(
          (await app.initiate('USER_SRP_AUTH', { USERNAME: 'alice', SRP_A: 'abc' })).ChallengeParameters ?? {},
        ),
      )
      return answer.ChallengeParameters ?? {}
    }
    const [first, again, elsewhere, known] = [
      await begin(app, 'nobody'),
      await begin(app, 'nobody'),
      await begin(other, 'nobody'),
      await begin(app, 'alice'),
    ]
    assert.equal(again.SALT, first.SALT)
    assert.equal(elsewhere.SALT, first.SALT)
    assert.notEqual((await begin(app, 'nobody2')).SALT, first.SALT)
    assert.notEqual(again.SRP_B, first.SRP_B)
    assert.equal(first.USERNAME, 'nobody')
    assert.equal(first.USER_ID_FOR_SRP, 'nobody')
    assert.equal(first.SECRET_BLOCK?.length, known.SECRET_BLOCK?.length)
  })

  test('is locked like a user, in the same rhythm', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports, { client: hiding })
    const rhythm = async (name: string): Promise<unknown[]> => {
      const answers: unknown[] = []
      for (let attempt = 0; attempt < 9; attempt += 1) {
        answers.push(await refusalOf(attempt % 2 ? app.withPassword(name, 'wrong') : app.withSrp(name, 'wrong')))
        if (attempt >= 5) ports.clock.advanceSeconds(1)
      }
      return answers
    }
    const known = await rhythm('alice')
    assert.ok(known.includes('NotAuthorizedException: Password attempts exceeded'))
    assert.deepEqual(await rhythm('nobody'), known)
  })

  test('begins nothing that is written, and a failure writes as much as one of a user', async () => {
    await using ports = await testPorts()
    const { app } = await givenAlice(ports, { client: hiding })
    const writesOf = async (work: Promise<unknown>): Promise<unknown> => {
      const before = ports.commits.length
      await refusalOf(work)
      return ports.commits.slice(before).map(({ writes }) => writes.map(({ write }) => write))
    }
    for (const name of ['alice', 'nobody']) {
      const begun = app.initiate('USER_SRP_AUTH', { USERNAME: name, SRP_A: 'abc' })
      assert.deepEqual(await writesOf(begun), [])
    }
    assert.deepEqual(await writesOf(app.withPassword('alice', 'wrong')), [['recordFailure', 'recordAuthEvent']])
    assert.deepEqual(await writesOf(app.withPassword('nobody', 'wrong')), [
      ['recordFailure', 'putCode', 'spendSession'],
    ])
    const remains = await ports.storage.deleteExpired(ports.clock.now())
    assert.equal(remains, 2, 'what stands for the record is gone with the next removal')
  })
})
