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
        resource({ Runtime: 'java25' }, 'A'),
        resource({ Code: { S3Bucket: 'b', S3Key: 'k' } }, 'B'),
        resource({ Handler: undefined }, 'C'),
      ],
      '/',
    )
    assert.deepEqual(definitions, [])
    assert.deepEqual(warnings, [
      'A does not run here: its runtime is java25, and only those of Node.js and Python (nodejs24.x, python3.13) do; --lambda-endpoint or --function-webhooks lead to where it runs.',
      'B does not run here: its code is not beside the template; write the path of a directory.',
      'C does not run here: it has no handler; write for example "Handler: index.handler".',
    ])
  })

  describe('of Python', () => {
    const python = [
      resource({ Runtime: 'python3.13' }, 'A'),
      resource({ Runtime: 'python3.12' }, 'B'),
      resource({ Runtime: 'python3.12' }, 'C'),
      resource({}, 'D'),
    ]
    const read = (found?: Parameters<typeof functionDefinitions>[2]) => {
      const { definitions, warnings } = functionDefinitions(python, '/', found)
      return { warnings, runs: definitions.map(({ functionName, interpreter }) => [functionName, interpreter]) }
    }

    test('run with the Python of this machine, which is told where its version is another', () => {
      const program = '/usr/bin/python3'
      assert.deepEqual(read({ program, minor: 13 }), {
        warnings: ['Python 3.13 (/usr/bin/python3) runs what is written for python3.12: stack-B, stack-C.'],
        runs: [
          ['stack-A', program],
          ['stack-B', program],
          ['stack-C', program],
          ['stack-D', undefined],
        ],
      })
    })

    test('do not run where there is none, or an old one only', () => {
      const runs = [['stack-D', undefined]]
      const none = read('none')
      assert.deepEqual(none.runs, runs)
      assert.equal(
        none.warnings[0],
        'A does not run here: its runtime is python3.13, and there is no python3: install python3, 3.9 or newer; --lambda-endpoint or --function-webhooks lead to where it runs.',
      )
      const old = read({ program: '/usr/bin/python3', minor: 8 })
      assert.deepEqual(old.runs, runs)
      assert.equal(
        old.warnings[0],
        'A does not run here: its runtime is python3.13, and python3 is 3.8 here: install 3.9 or newer; --lambda-endpoint or --function-webhooks lead to where it runs.',
      )
    })

    test('are like any other where no code is run', () => {
      assert.deepEqual(read(), { warnings: [], runs: ['A', 'B', 'C', 'D'].map((id) => [`stack-${id}`, undefined]) })
    })

    test('of version 2 do not run', () => {
      const { definitions } = functionDefinitions([resource({ Runtime: 'python2.7' })], '/')
      assert.deepEqual(definitions, [])
    })
  })
})
