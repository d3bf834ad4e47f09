import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { planFunctions } from './function-plan.ts'

const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' }
const endpoint = 'https://lambda.eu-central-1.amazonaws.com'
const none = { lambdaEndpoint: undefined, functionWebhooks: undefined }

describe('planFunctions', () => {
  test('plans nothing where nothing is set, whatever keys there are', () => {
    assert.deepEqual(planFunctions(none, keys), {
      plan: { lambda: undefined, webhookFile: undefined },
      problems: [],
    })
  })

  test('takes the endpoint from the setting before the variable that SDKs know', () => {
    const environment = { ...keys, AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:4566', AWS_SESSION_TOKEN: 'token' }
    const lambda = { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' }
    assert.deepEqual(planFunctions(none, environment), {
      plan: { lambda: { ...lambda, endpoint: 'http://127.0.0.1:4566' }, webhookFile: undefined },
      problems: [],
    })
    assert.deepEqual(planFunctions({ lambdaEndpoint: endpoint, functionWebhooks: 'hooks.json' }, environment), {
      plan: { lambda: { ...lambda, endpoint }, webhookFile: 'hooks.json' },
      problems: [],
    })
  })

  const wrong: Readonly<Record<string, [url: string, environment: object, problem: RegExp]>> = {
    'plain HTTP to elsewhere': ['http://lambda.example', keys, /--lambda-endpoint must be an https/],
    'no URL': ['lambda', keys, /--lambda-endpoint must be an https/],
    'no keys': [endpoint, {}, /--lambda-endpoint needs AWS_ACCESS_KEY_ID/],
  }
  for (const [name, [lambdaEndpoint, environment, problem]] of Object.entries(wrong)) {
    test(`refuses ${name}`, () => {
      const { plan, problems } = planFunctions({ ...none, lambdaEndpoint }, { ...environment })
      assert.equal(plan.lambda, undefined)
      assert.match(problems.join('\n'), problem)
    })
  }
})
