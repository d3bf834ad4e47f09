import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool, type UserPoolOverrides } from '../../testing/build-user-pool.ts'
import { csvHeader, headerFault } from './csv-header.ts'
import { importedUser } from './imported-user.ts'

const createdAt = new Date('2026-03-01T12:00:00Z')
const sub = '0f0e0d0c-0b0a-7009-8807-060504030201'
const ann = {
  'cognito:username': 'ann',
  'cognito:mfa_enabled': 'false',
  email: 'ann@example.com',
  email_verified: 'TRUE',
}

function read(row: Readonly<Record<string, string>>, { algorithm, ...overrides }: Overrides = {}) {
  const pool = buildUserPool({
    ...overrides,
    configuration: { AutoVerifiedAttributes: ['email'], ...overrides.configuration },
  })
  const columns = [...csvHeader(pool), ...(algorithm ? ['cognito:password_hash'] : [])]
  const values = new Map(columns.map((name) => [name, row[name] ?? '']))
  return importedUser(values, { pool, passwordHashingAlgorithm: algorithm, sub, createdAt })
}

interface Overrides extends UserPoolOverrides {
  readonly algorithm?: 'BCRYPT'
}

function faultOf(row: Readonly<Record<string, string>>, overrides?: Overrides): string {
  const outcome = read({ ...ann, ...row }, overrides)
  return outcome.kind === 'fault' ? outcome.fault : 'ok'
}

describe('the header of a user import', () => {
  test('names every attribute but sub in Cognito’s order, custom ones before what is Cognito’s', () => {
    const pool = buildUserPool({ schema: [{ Name: 'tenant', AttributeDataType: 'String' }] })
    assert.deepEqual(csvHeader(pool), [
      ...'name given_name family_name middle_name nickname preferred_username profile picture website'.split(' '),
      ...'email email_verified gender birthdate zoneinfo locale phone_number phone_number_verified'.split(' '),
      ...'address updated_at custom:tenant cognito:mfa_enabled cognito:username'.split(' '),
    ])
  })

  test('must have all of them once, in whatever order, and nothing else', () => {
    const pool = buildUserPool()
    const all = csvHeader(pool)
    assert.equal(headerFault(all.toReversed(), pool, false), undefined)
    assert.equal(headerFault([...all, 'cognito:password_hash'], pool, true), undefined)
    assert.match(headerFault(all.slice(1), pool, false) ?? '', /lacks/)
    assert.match(headerFault(all, pool, true) ?? '', /lacks/)
    for (const more of ['name', 'sub', 'cognito:password_hash', 'custom:none']) {
      assert.match(headerFault([...all, more], pool, false) ?? '', /do not belong/)
    }
  })
})

describe('a row of a user import', () => {
  test('makes a user who has to reset the password', () => {
    const outcome = read({ ...ann, birthdate: '02/29/2000', updated_at: '1700000000', phone_number_verified: 'false' })
    assert.equal(outcome.kind, 'user')
    const { status, username, attributes, password, mfaFactors } =
      outcome.kind === 'user' ? outcome.user : assert.fail()
    assert.deepEqual(
      { status, username, attributes, password, mfaFactors },
      {
        status: 'RESET_REQUIRED',
        username: 'ann',
        attributes: {
          email: 'ann@example.com',
          email_verified: 'true',
          birthdate: '02/29/2000',
          updated_at: '1700000000',
        },
        password: undefined,
        mfaFactors: [],
      },
    )
  })

  test('with the hash of a password makes one who can sign in', () => {
    const hash = '$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234'
    const outcome = read({ ...ann, 'cognito:password_hash': hash }, { algorithm: 'BCRYPT' })
    const user = outcome.kind === 'user' ? outcome.user : assert.fail(outcome.fault)
    assert.equal(user.status, 'CONFIRMED')
    assert.deepEqual(user.password, { kind: 'imported', algorithm: 'BCRYPT', hash })
  })

  test('is refused by the rules of the file, and told why without its values', () => {
    const verified = /^The User Record does not set any of the auto verified attributes to true\./
    assert.match(faultOf({ email_verified: 'false' }), verified)
    assert.match(faultOf({ email: '', email_verified: '' }), verified)
    assert.match(faultOf({ 'cognito:username': '' }), /^The username is missing or not valid\.$/)
    assert.match(faultOf({ 'cognito:username': 'a b' }), /^The username is missing or not valid\.$/)
    assert.match(faultOf({ 'cognito:mfa_enabled': '' }), /^cognito:mfa_enabled must be true or false\.$/)
    assert.match(faultOf({ 'cognito:mfa_enabled': 'true' }), /has no MFA\.$/)
    assert.match(faultOf({}, { mfa: { MfaConfiguration: 'ON' } }), /requires MFA\.$/)
    for (const birthdate of ['2000-02-29', '02/30/2000', '13/01/2000']) {
      assert.equal(faultOf({ birthdate }), 'birthdate must be a date of the form mm/dd/yyyy.')
    }
    assert.equal(faultOf({ updated_at: '1.5' }), 'updated_at must be in seconds since 1970.')
    assert.equal(faultOf({ name: 'x'.repeat(2049) }), 'name is longer than 2048 characters.')
    assert.equal(faultOf({ email: 'x' }), 'Invalid email address format.')
    assert.equal(faultOf({ email_verified: 'yes' }).includes('ann@'), false)
    assert.match(
      faultOf({ 'cognito:password_hash': '$2b$31$x' }, { algorithm: 'BCRYPT' }),
      /^The password hash is not one of BCRYPT or costs too much to check\.$/,
    )
    assert.equal(
      faultOf({}, { configuration: { AutoVerifiedAttributes: ['email'], UsernameAttributes: ['email'] } }),
      'Username should be an email.',
    )
  })
})
