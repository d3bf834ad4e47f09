import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate } from './ask.ts'
import { inboxOf, password, signIn, signUp } from './people.ts'
import { start, type Started } from './program.ts'

const newFolder = temporaryFolders()

describe('POST /_sallyport/reset', () => {
  let program: Started
  let poolBefore: unknown
  let clientBefore: unknown
  before(async () => {
    program = await start(newFolder())
    ;[poolBefore, clientBefore] = [await describePool(), await describeClient()]
  })
  after(() => program[Symbol.asyncDispose]())

  const call = async (operation: string, input: object): Promise<Readonly<Record<string, any>>> => {
    const { status, output } = await operate(program.ready.httpUrl, operation, input)
    assert.equal(status, 200, `${operation}: ${JSON.stringify(output)}`)
    return output
  }
  const reset = async (): Promise<void> => {
    const { status, text } = await ask(`${program.ready.httpUrl}/_sallyport/reset`, { method: 'POST' })
    assert.deepEqual([status, text], [204, ''])
  }
  const ofPool = () => ({ UserPoolId: program.ready.userPoolId })
  const ofClient = () => ({ ...ofPool(), ClientId: program.ready.clientId })
  const describePool = async () => ({ ...(await call('DescribeUserPool', ofPool()))['UserPool'], LastModifiedDate: 0 })
  const describeClient = async () => ({
    ...(await call('DescribeUserPoolClient', ofClient()))['UserPoolClient'],
    LastModifiedDate: 0,
  })
  const namesOf = async (operation: string, list: string, name: string): Promise<unknown[]> =>
    (await call(operation, { ...ofPool(), MaxResults: 50 }))[list].map((item: Record<string, unknown>) => item[name])
  const writeNote = async (name: string, text: string): Promise<void> => {
    const headers = { authorization: `Bearer ${(await signIn(program.ready, name)).AccessToken}` }
    const asked = { method: 'POST', headers, body: JSON.stringify({ text }), caFile: program.ready.caFile }
    const answer = await ask(`${program.ready.gatewayUrl}/notes`, asked)
    assert.ok(answer.status < 300, answer.text)
  }
  const figures = async (name: string): Promise<unknown> => {
    await call('AdminAddUserToGroup', { ...ofPool(), GroupName: 'admins', Username: name })
    const headers = { authorization: `Bearer ${(await signIn(program.ready, name)).AccessToken}` }
    const answer = await ask(`${program.ready.gatewayUrl}/admin/figures`, { headers, caFile: program.ready.caFile })
    return JSON.parse(answer.text)
  }

  for (const round of ['once', 'and again']) {
    test(`puts everything back, ${round}`, async () => {
      const { ready } = program
      await reset()
      await signUp(ready, 'ada')
      await writeNote('ada', 'remember me')
      assert.deepEqual(await figures('ada'), { notes: 1, people: 1 })
      await call('CreateGroup', { ...ofPool(), GroupName: 'visitors' })
      await call('AdminAddUserToGroup', { ...ofPool(), GroupName: 'visitors', Username: 'ada' })
      await call('CreateUserPoolClient', { ...ofPool(), ClientName: 'another' })
      await call('CreateResourceServer', { ...ofPool(), Identifier: 'another', Name: 'another' })
      await call('UpdateUserPoolClient', { ...ofClient(), ClientName: 'renamed', AccessTokenValidity: 5 })
      await call('UpdateUserPool', { ...ofPool(), Policies: { PasswordPolicy: { MinimumLength: 20 } } })
      await call('DeleteGroup', { ...ofPool(), GroupName: 'admins' })
      const foreign = (await call('CreateUserPool', { PoolName: 'foreign' }))['UserPool'].Id
      await call('CreateUserPoolDomain', { UserPoolId: foreign, Domain: 'foreign-domain' })

      await reset()

      assert.deepEqual(await namesOf('ListGroups', 'Groups', 'GroupName'), ['admins'])
      assert.deepEqual((await call('ListUsers', ofPool()))['Users'], [])
      const clients = await namesOf('ListUserPoolClients', 'UserPoolClients', 'ClientName')
      assert.deepEqual(new Set(clients), new Set(['Notes', 'Notes in-app']))
      assert.deepEqual(await namesOf('ListResourceServers', 'ResourceServers', 'Identifier'), ['notes'])
      assert.deepEqual(
        (await call('ListUserPools', { MaxResults: 60 }))['UserPools'].map(({ Id }: { Id: string }) => Id),
        [ready.userPoolId],
      )
      assert.deepEqual([await describePool(), await describeClient()], [poolBefore, clientBefore])
      assert.deepEqual(await inboxOf(ready), [])

      await signUp(ready, 'ada')
      assert.deepEqual(await figures('ada'), { notes: 0, people: 0 })
    })
  }

  test('ends lockouts, so that the next test begins at zero', async () => {
    const { ready } = program
    await reset()
    await signUp(ready, 'grace')
    const guess = { ClientId: ready.clientId, AuthFlow: 'USER_PASSWORD_AUTH' }
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const AuthParameters = { USERNAME: 'grace', PASSWORD: `Wrong-${attempt}-guess` }
      await operate(ready.httpUrl, 'InitiateAuth', { ...guess, AuthParameters }, { signature: '' })
    }
    const right = { ...guess, AuthParameters: { USERNAME: 'grace', PASSWORD: password } }
    const locked = await operate(ready.httpUrl, 'InitiateAuth', right, { signature: '' })
    assert.equal(locked.output['message'], 'Password attempts exceeded')
    await reset()
    await signUp(ready, 'grace')
    await signIn(ready, 'grace')
  })

  test('works while others are at work, whose requests are answered', async () => {
    const { ready } = program
    const statuses = new Set<number>()
    const over = new AbortController()
    const busy = Array.from({ length: 4 }, async (_, worker) => {
      for (let round = 0; !over.signal.aborted; round += 1) {
        const Username = `w${worker}r${round}`
        const attributes = [{ Name: 'email', Value: `${Username}@example.com` }]
        const given = { ClientId: ready.clientId, Username, Password: password, UserAttributes: attributes }
        statuses.add((await operate(ready.httpUrl, 'SignUp', given, { signature: '' })).status)
        statuses.add((await operate(ready.httpUrl, 'AdminDeleteUser', { ...ofPool(), Username })).status)
        statuses.add((await ask(`${ready.gatewayUrl}/notes`, { caFile: ready.caFile })).status)
      }
    })
    await Promise.all([reset(), reset()])
    await reset()
    over.abort()
    await Promise.all(busy)
    await reset()
    assert.deepEqual(
      [...statuses].filter((status) => status >= 500),
      [],
    )
    assert.deepEqual((await call('ListUsers', ofPool()))['Users'], [])
    assert.deepEqual(await describePool(), poolBefore)
    assert.equal(program.stderr(), '')
  })
})
