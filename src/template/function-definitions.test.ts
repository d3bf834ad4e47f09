import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { functionDefinitions } from './function-definitions.ts'

const resource = (properties: Record<string, unknown>, logicalId = 'F') => ({
  logicalId,
  type: 'AWS::Lambda::Function',
  physicalId: `stack-${logicalId}`,
  properties: { Runtime: 'nodejs24.x', Handler: 'index.handler', Code: './src', ...properties },
  attributes: { Arn: `arn:aws:lambda:us-east-1:123456789012:function:stack-${logicalId}` },
})

describe('functionDefinitions', () => {
  test('reads code beside the template, with the defaults of Lambda', () => {
    const { definitions, warnings } = functionDefinitions(
      [resource({ Environment: { Variables: { TABLE: 't', N: 1 } } })],
      '/templates',
    )
    assert.deepEqual(warnings, [])
    assert.deepEqual(definitions, [
      {
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:stack-F',
        functionName: 'stack-F',
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        code: { kind: 'directory', path: '/templates/src' },
        environment: { TABLE: 't', N: '1' },
        timeoutSeconds: 3,
        memoryMegabytes: 128,
      },
    ])
  })

  test('reads inline code', () => {
    const { definitions } = functionDefinitions([resource({ Code: { ZipFile: 'exports.handler = 1' } })], '/')
    assert.deepEqual(definitions[0]?.code, { kind: 'inline', source: 'exports.handler = 1' })
  })

  test('says which functions do not run here, and why', () => {
    const { definitions, warnings } = functionDefinitions(
      [
        resource({ Runtime: 'python3.13' }, 'A'),
        resource({ Code: { S3Bucket: 'b', S3Key: 'k' } }, 'B'),
        resource({ Handler: undefined }, 'C'),
      ],
      '/',
    )
    assert.deepEqual(definitions, [])
    assert.deepEqual(warnings, [
      'A does not run here: its runtime is python3.13, and only Node.js runtimes (nodejs24.x) do; --lambda-endpoint or --function-webhooks lead to where it runs.',
      'B does not run here: its code is not beside the template; write the path of a directory.',
      'C does not run here: it has no handler; write for example "Handler: index.handler".',
    ])
  })
})
