import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FunctionResult } from '../../ports/functions.ts'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { answering, asItWas, functionArn, type TestFunction } from '../../testing/test-functions.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { preSignUp, type PreSignUpResponse } from './pre-sign-up.ts'
import type { TriggerRun } from './run-trigger.ts'

const userAttributes = { email: 'alice@example.com' }

interface Given {
  readonly run?: TestFunction
  readonly userAgent?: string
  readonly clientId?: string | undefined
}

function runPreSignUp(ports: TestPorts, { run = asItWas, userAgent, ...given }: Given = {}) {
  const pool = buildUserPool({ configuration: { LambdaConfig: ports.functions.install({ PreSignUp: run }) } })
  return preSignUp(ports, {
    pool,
    userName: 'alice',
    caller: { clientId: 'clientId' in given ? given.clientId : '1client', userAgent },
    by: 'SignUp',
    userAttributes,
    validationData: { invite: '7' },
    clientMetadata: { page: 'landing' },
  })
}

const nothingDone = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false }

function failed(exception: string, message: string): TriggerRun<PreSignUpResponse> {
  return { kind: 'trigger-failed', exception, message } as TriggerRun<PreSignUpResponse>
}

describe('runTrigger', () => {
  test('tells the function what Cognito would, and reads its answer', async () => {
    await using ports = await testPorts()
    const run = await runPreSignUp(ports, { run: answering({ autoConfirmUser: true, autoVerifyEmail: null }) })

    assert.deepEqual(run, { kind: 'ran', response: { ...nothingDone, autoConfirmUser: true } })
    assert.deepEqual(ports.functions.events, [
      {
        version: '1',
        triggerSource: 'PreSignUp_SignUp',
        region: 'us-east-1',
        userPoolId: 'us-east-1_AbCdEf123',
        userName: 'alice',
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '1client' },
        request: { userAttributes, validationData: { invite: '7' }, clientMetadata: { page: 'landing' } },
        response: nothingDone,
      },
    ])
    assert.deepEqual(
      ports.functions.calls.map(({ functionArn: arn, timeoutMilliseconds }) => [arn, timeoutMilliseconds]),
      [[functionArn('PreSignUp'), 5000]],
    )
  })

  test('names the SDK where the user agent does, and no client where an administrator acts', async () => {
    await using ports = await testPorts()
    await runPreSignUp(ports, { userAgent: 'aws-sdk-js/3.901.0 ua/2.1 os/linux', clientId: undefined })
    assert.deepEqual(ports.functions.events[0]?.callerContext, {
      awsSdkVersion: 'aws-sdk-js-3.901.0',
      clientId: 'CLIENT_ID_NOT_APPLICABLE',
    })
  })

  test('calls nothing where the pool has no such trigger', async () => {
    await using ports = await testPorts()
    const subject = { pool: buildUserPool(), userName: 'alice', caller: { clientId: '1client', userAgent: undefined } }
    const event = { by: 'SignUp', userAttributes, validationData: undefined, clientMetadata: undefined } as const
    assert.deepEqual(await preSignUp(ports, { ...subject, ...event }), { kind: 'no-trigger' })
    assert.deepEqual(ports.functions.calls, [])
  })

  test('gives what the function throws in Cognito’s words, once', async () => {
    await using ports = await testPorts()
    const run = await runPreSignUp(ports, {
      run: () => {
        throw new Error('no accounts for strangers')
      },
    })
    assert.deepEqual(
      run,
      failed('UserLambdaValidationException', 'PreSignUp failed with error no accounts for strangers.'),
    )
    assert.equal(ports.functions.calls.length, 1)
    assert.doesNotMatch(JSON.stringify(ports.lines), /strangers|alice/)
  })

  const outputs: Readonly<Record<string, readonly [output: unknown, message: string]>> = {
    nothing: [null, 'Unrecognizable lambda output'],
    'a text': ['done', 'Unrecognizable lambda output'],
    'a list': [[], 'Unrecognizable lambda output'],
    'an answer to somebody else': [{ statusCode: 200 }, 'Unrecognizable lambda output'],
    'a response that is none': [{ response: 'yes' }, 'Unrecognizable lambda output'],
    'a flag that is a text': [
      { response: { autoConfirmUser: 'true' } },
      'Invalid lambda function output : Invalid JSON',
    ],
  }
  for (const [name, [output, message]] of Object.entries(outputs)) {
    test(`does not take ${name} for an answer`, async () => {
      await using ports = await testPorts()
      assert.deepEqual(
        await runPreSignUp(ports, { run: () => output }),
        failed('InvalidLambdaResponseException', message),
      )
    })
  }

  test('takes an answer without its own members for one that changes nothing', async () => {
    await using ports = await testPorts()
    assert.deepEqual(await runPreSignUp(ports, { run: () => ({ response: {} }) }), {
      kind: 'ran',
      response: nothingDone,
    })
  })

  const timeout: FunctionResult = { kind: 'timeout' }
  const throttled: FunctionResult = { kind: 'unavailable', reason: 'full', error: 'TooManyRequestsException' }
  const denied: FunctionResult = { kind: 'unavailable', reason: 'no', error: 'AccessDeniedException' }

  test('tries again after a call that ran out of time or found no place', async () => {
    await using ports = await testPorts()
    ports.functions.failNext(timeout, throttled)
    assert.deepEqual(await runPreSignUp(ports), { kind: 'ran', response: nothingDone })
    assert.equal(ports.functions.calls.length, 3)
  })

  test('gives up after three tries', async () => {
    await using ports = await testPorts()
    ports.functions.failNext(timeout, timeout, timeout)
    const message = 'PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.'
    assert.deepEqual(await runPreSignUp(ports), failed('UnexpectedLambdaException', message))
    assert.equal(ports.functions.calls.length, 3)
  })

  test('does not try again what cannot help', async () => {
    await using ports = await testPorts()
    ports.functions.failNext(denied)
    const message = 'PreSignUp invocation failed due to error AccessDeniedException.'
    assert.deepEqual(await runPreSignUp(ports), failed('UnexpectedLambdaException', message))
    assert.equal(ports.functions.calls.length, 1)
  })

  test('cuts the text of a function that says too much', async () => {
    await using ports = await testPorts()
    const run = await runPreSignUp(ports, {
      run: () => {
        throw new Error('x'.repeat(100_000))
      },
    })
    assert.deepEqual(run, failed('UserLambdaValidationException', `PreSignUp failed with error ${'x'.repeat(1000)}.`))
  })
})
