import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ExplicitAuthFlowsType } from '../../contract/shapes.gen.ts'
import { buildAppClient } from '../../testing/build-app-client.ts'
import { isFlowAllowed, needsSrpVerifiers, signInFlow, type SignInFlow } from './auth-flows.ts'

const flows: readonly SignInFlow[] = [
  'USER_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'REFRESH_TOKEN_AUTH',
  'CUSTOM_AUTH',
  'USER_AUTH',
]

function allowed(explicit: readonly ExplicitAuthFlowsType[] | undefined): readonly SignInFlow[] {
  const client = buildAppClient({ configuration: { ExplicitAuthFlows: explicit } })
  return flows.filter((flow) => isFlowAllowed(client, flow))
}

describe('isFlowAllowed', () => {
  test('a client that says nothing allows SRP, custom and refreshing', () => {
    const expected = ['USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH', 'CUSTOM_AUTH']
    assert.deepEqual(allowed(undefined), expected)
    assert.deepEqual(allowed([]), expected)
  })

  test('a client that lists flows allows exactly those', () => {
    assert.deepEqual(allowed(['ALLOW_USER_PASSWORD_AUTH']), ['USER_PASSWORD_AUTH'])
    assert.deepEqual(allowed(['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']), ['REFRESH_TOKEN_AUTH', 'USER_AUTH'])
  })

  test('the older spellings add to what is allowed without them', () => {
    const withAdmin = ['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH', 'CUSTOM_AUTH']
    assert.deepEqual(allowed(['ADMIN_NO_SRP_AUTH']), withAdmin)
    const withPassword = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH', 'CUSTOM_AUTH']
    assert.deepEqual(allowed(['USER_PASSWORD_AUTH']), withPassword)
    assert.deepEqual(allowed(['CUSTOM_AUTH_FLOW_ONLY']), ['REFRESH_TOKEN_AUTH', 'CUSTOM_AUTH'])
  })
})

test('two flows have older names', () => {
  assert.equal(signInFlow('ADMIN_NO_SRP_AUTH'), 'ADMIN_USER_PASSWORD_AUTH')
  assert.equal(signInFlow('REFRESH_TOKEN'), 'REFRESH_TOKEN_AUTH')
  assert.equal(signInFlow('USER_SRP_AUTH'), 'USER_SRP_AUTH')
})

test('verifiers are kept for clients that prove passwords by SRP, in whatever flow', () => {
  const needs = (...explicit: ExplicitAuthFlowsType[]) =>
    needsSrpVerifiers(buildAppClient({ configuration: { ExplicitAuthFlows: explicit } }))
  assert.equal(needs(), true)
  assert.equal(needs('ALLOW_USER_AUTH'), true)
  assert.equal(needs('ALLOW_CUSTOM_AUTH'), true)
  assert.equal(needs('ALLOW_USER_SRP_AUTH'), true)
  assert.equal(needs('ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'), false)
})
