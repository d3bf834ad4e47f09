import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { planFunctions } from './function-plan.ts'

const endpoint = 'https://lambda.eu-central-1.amazonaws.com'
const none = { lambdaEndpoint: undefined, functionWebhooks: undefined }

describe('planFunctions', () => {
  test('plans nothing where nothing is set', () => {
    assert.deepEqual(planFunctions(none, {}), {
      plan: { lambda: undefined, webhookFile: undefined },
      problems: [],
    })
  })

  test('takes the endpoint from the setting before the variable that SDKs know', () => {
    const environment = { AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:4566' }
    assert.deepEqual(planFunctions(none, environment), {
      plan: { lambda: { endpoint: 'http://127.0.0.1:4566' }, webhookFile: undefined },
      problems: [],
    })
    assert.deepEqual(planFunctions({ lambdaEndpoint: endpoint, functionWebhooks: 'hooks.json' }, environment), {
      plan: { lambda: { endpoint }, webhookFile: 'hooks.json' },
      problems: [],
    })
  })

  const wrong = { 'plain HTTP to elsewhere': 'http://lambda.example', 'no URL': 'lambda' }
  for (const [name, lambdaEndpoint] of Object.entries(wrong)) {
    test(`refuses ${name}`, () => {
      const { plan, problems } = planFunctions({ ...none, lambdaEndpoint }, {})
      assert.equal(plan.lambda, undefined)
      assert.deepEqual(problems, ['--lambda-endpoint must be an https:// URL.'])
    })
  }
})
