import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseUserFilter, type UserFilter } from './user-filter.ts'

describe('parseUserFilter', () => {
  const accepted: Readonly<Record<string, UserFilter>> = {
    'email = "a@example.com"': { attribute: 'email', operator: 'equals', value: 'a@example.com' },
    'email="a@example.com"': { attribute: 'email', operator: 'equals', value: 'a@example.com' },
    '  given_name  ^=  "Jo"  ': { attribute: 'given_name', operator: 'prefix', value: 'Jo' },
    'family_name = "O\\"Neil"': { attribute: 'family_name', operator: 'equals', value: 'O"Neil' },
    'name = "back\\\\slash"': { attribute: 'name', operator: 'equals', value: 'back\\slash' },
    'cognito:user_status = "CONFIRMED"': { attribute: 'cognito:user_status', operator: 'equals', value: 'CONFIRMED' },
    'status = "Enabled"': { attribute: 'status', operator: 'equals', value: 'Enabled' },
    'sub = ""': { attribute: 'sub', operator: 'equals', value: '' },
    'username = "a = \\"b\\""': { attribute: 'username', operator: 'equals', value: 'a = "b"' },
    'phone_number ^= "+1555"': { attribute: 'phone_number', operator: 'prefix', value: '+1555' },
    'preferred_username = "é\n"': { attribute: 'preferred_username', operator: 'equals', value: 'é\n' },
  }
  for (const [text, filter] of Object.entries(accepted)) {
    test(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parseUserFilter(text), { kind: 'filter', filter }))
  }

  for (const text of [undefined, '']) {
    test(`${JSON.stringify(text)} lets everybody through`, () => {
      assert.deepEqual(parseUserFilter(text), { kind: 'filter', filter: undefined })
    })
  }

  for (const text of [
    ' ',
    'email',
    'email =',
    'email = a@example.com',
    'email = "a',
    'email = "a" and sub = "b"',
    'email = "a""',
    'email == "a"',
    'email > "a"',
    '= "a"',
    'email = "a\\"',
    "email = 'a'",
  ]) {
    test(`cannot parse ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseUserFilter(text), { kind: 'fault', message: 'Error while parsing filter' })
    })
  }

  for (const name of ['custom:foo', 'address', 'Email', '__proto__', 'constructor']) {
    test(`refuses to search by ${name}`, () => {
      assert.deepEqual(parseUserFilter(`${name} = "a"`), {
        kind: 'fault',
        message: `Invalid search attribute: ${name}`,
      })
    })
  }
})
