import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { loadTemplate } from './load.ts'
import { standardResource } from './standard-resource.ts'

const deployment = { region: 'us-east-1', accountId: '123456789012', stackName: 's' }

async function load(text: string) {
  const readFile = (location: string) => {
    if (location !== './api.json') throw new Error('ENOENT')
    return '{"openapi":"3.0.1","paths":{}}'
  }
  const provision = async (resource: Parameters<typeof standardResource>[0]) => standardResource(resource, deployment)
  return loadTemplate(text, 't.yaml', { ...deployment, parameters: {}, readFile, provision })
}

describe('loadTemplate', () => {
  test('takes the body of an API from a file', async () => {
    const { resources } = await load(
      'Resources: { A: { Type: AWS::ApiGateway::RestApi, Properties: { BodyS3Location: ./api.json } } }',
    )
    assert.deepEqual(resources[0]?.properties, { Body: { openapi: '3.0.1', paths: {} } })
  })

  for (const [location, message] of [
    [
      './gone.json',
      't.yaml:1: Resources.A.Properties.BodyS3Location: The file "./gone.json" cannot be read. Write its path relative to the template.',
    ],
    [
      '{ Bucket: b, Key: k }',
      't.yaml:1: Resources.A.Properties.BodyS3Location: A body in S3 cannot be read here. Write the path of a file beside the template.',
    ],
  ] as const) {
    test(`refuses the body ${location}`, async () => {
      await assert.rejects(
        load(`Resources: { A: { Type: AWS::ApiGatewayV2::Api, Properties: { BodyS3Location: ${location} } } }`),
        { message },
      )
    })
  }
})
