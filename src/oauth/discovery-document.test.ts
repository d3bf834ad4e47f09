import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTagged, type TaggedStage } from '../../test/oauth/tagged-stage.ts'
import { answerIssuerDocument } from './issuer-documents.ts'

describe('standards-discovery', () => {
  const document = async ({ domain: { ports, pool } }: TaggedStage, name = 'openid-configuration') => {
    const answer = await answerIssuerDocument(ports, pool, {
      method: 'GET',
      path: `/.well-known/${name}`,
      requestId: 'r',
    })
    return answer && JSON.parse(String(answer.body))
  }

  test('tells what clients ask for, in both documents', async () => {
    await using stage = await openTagged({ 'sallyport:standards-discovery': 'on' })
    const told = await document(stage)
    assert.deepEqual(told.code_challenge_methods_supported, ['S256'])
    assert.deepEqual(told.grant_types_supported, [
      'authorization_code',
      'implicit',
      'refresh_token',
      'client_credentials',
    ])
    assert.deepEqual(told.token_endpoint_auth_methods_supported, ['client_secret_basic', 'client_secret_post', 'none'])
    assert.deepEqual(Object.keys(told), Object.keys(told).toSorted())
    assert.equal(told.authorization_response_iss_parameter_supported, undefined)
    assert.deepEqual(await document(stage, 'oauth-authorization-server'), told)
  })

  test('without it there is one document', async () => {
    await using stage = await openTagged({})
    assert.equal(await document(stage, 'oauth-authorization-server'), undefined)
  })

  test('promises `iss` where every client gets it', async () => {
    await using stage = await openTagged({ 'sallyport:issuer-parameter': 'on' })
    assert.equal((await document(stage)).authorization_response_iss_parameter_supported, true)
    await using one = await openTagged({ 'sallyport:issuer-parameter/app': 'on' })
    assert.equal((await document(one)).authorization_response_iss_parameter_supported, undefined)
  })
})
