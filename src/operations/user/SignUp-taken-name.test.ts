import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UserPoolConfiguration } from '../../domain/user-pools/user-pool.ts'
import { call, refusalOf } from '../../testing/call-operation.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { SignUp } from './SignUp.ts'

const Password = 'Passw0rd!'
const email = { Name: 'email', Value: 'alice@example.com' }

async function given(configuration: UserPoolConfiguration = {}) {
  const ports = await testPorts()
  const pool = await givenPool(ports, { configuration })
  const client = await givenClient(ports, pool)
  return { ports, pool, ClientId: client.id }
}

describe('a name that is taken', () => {
  const cases: readonly [what: string, UserPoolConfiguration, taken: string, again: string, refusal: string][] = [
    ['is refused', {}, 'alice', 'alice', 'UsernameExistsException: User already exists'],
    [
      'in another case is refused where the pool ignores case',
      { UsernameConfiguration: { CaseSensitive: false } },
      'Alice',
      'aLICE',
      'UsernameExistsException: User already exists',
    ],
    [
      'in another normal form is refused',
      {},
      'jos\u00e9',
      'jose\u0301',
      'UsernameExistsException: User already exists',
    ],
    [
      'as an address is refused, verified or not',
      { UsernameAttributes: ['email'] },
      'a@example.com',
      'a@example.com',
      'UsernameExistsException: An account with the given email already exists.',
    ],
    [
      'as a number is refused, verified or not',
      { UsernameAttributes: ['phone_number'] },
      '+15555550100',
      '+15555550100',
      'UsernameExistsException: An account with the given phone_number already exists.',
    ],
  ]
  for (const [what, configuration, taken, again, refusal] of cases) {
    test(what, async () => {
      const { ports, ClientId } = await given(configuration)
      await call(SignUp, ports, { ClientId, Username: taken, Password })
      assert.equal(await refusalOf(call(SignUp, ports, { ClientId, Username: again, Password })), refusal)
    })
  }

  test('in another case is another name by default', async () => {
    const { ports, ClientId } = await given()
    await call(SignUp, ports, { ClientId, Username: 'alice', Password })
    assert.equal((await call(SignUp, ports, { ClientId, Username: 'ALICE', Password })).UserConfirmed, false)
  })

  test('in one pool is free in another', async () => {
    const { ports, ClientId } = await given()
    const other = await givenPool(ports, { id: 'us-east-1_Other1234' })
    const neighbour = await givenClient(ports, other, { id: 'neighbour' })
    await call(SignUp, ports, { ClientId, Username: 'alice', Password })
    await call(SignUp, ports, { ClientId: neighbour.id, Username: 'alice', Password })
    assert.equal(await ports.storage.users.count(other.id), 1)
  })

  test('an alias that nobody verified is free, one that somebody did is not an obstacle before confirmation', async () => {
    const { ports, pool, ClientId } = await given({ AliasAttributes: ['email'], AutoVerifiedAttributes: ['email'] })
    await givenUser(ports, pool, {
      username: 'first',
      attributes: { email: 'alice@example.com', email_verified: 'true' },
    })
    const answer = await call(SignUp, ports, { ClientId, Username: 'second', Password, UserAttributes: [email] })
    assert.equal(answer.UserConfirmed, false)
  })

  test('takes as much work as a free one', async () => {
    const { ports, ClientId } = await given({ AutoVerifiedAttributes: ['email'] })
    let jobs = 0
    const run = async <Result>(job: () => Promise<Result>) => {
      jobs += 1
      return ports.passwordWork.run(job)
    }
    const counting = { ...ports, passwordWork: { run } }
    const input = { ClientId, Username: 'alice', Password, UserAttributes: [email] }
    await call(SignUp, counting, input)
    const [jobsOfFree, commitsOfFree] = [jobs, ports.commits.length]
    await refusalOf(call(SignUp, counting, input))
    assert.equal(jobs, jobsOfFree * 2)
    assert.deepEqual(
      ports.commits.at(-1)?.writes.map(({ write }) => write),
      ports.commits.at(commitsOfFree - 1)?.writes.map(({ write }) => write),
    )
  })

  for (const [what, configuration, inputs] of [
    ['name', {}, (index: number) => ({ Username: 'alice', UserAttributes: [{ Name: 'name', Value: `${index}` }] })],
    ['address', { UsernameAttributes: ['email'] }, () => ({ Username: 'alice@example.com' })],
  ] as const) {
    test(`64 at once: one gets the ${what}, the others are refused`, async () => {
      const { ports, pool, ClientId } = await given(configuration)
      const answers = await Promise.all(
        Array.from({ length: 64 }, (_, index) =>
          refusalOf(call(SignUp, ports, { ClientId, Password, ...inputs(index) })),
        ),
      )
      assert.equal(answers.filter((answer) => typeof answer === 'object').length, 1)
      assert.equal(answers.filter((answer) => String(answer).startsWith('UsernameExistsException')).length, 63)
      assert.equal(await ports.storage.users.count(pool.id), 1)
    })
  }
})
