import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildUserPool } from '../../testing/build-user-pool.ts'
import { buildUser } from '../../testing/build-user.ts'
import { answering } from '../../testing/test-functions.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { customMessage, type CustomMessageEvent, type CustomMessageSource } from './custom-message.ts'

async function run(
  response: Readonly<Record<string, unknown>>,
  source: CustomMessageSource = 'SignUp',
  event: Partial<CustomMessageEvent> = {},
) {
  await using ports = await testPorts()
  const LambdaConfig = ports.functions.install({ CustomMessage: answering(response) })
  const caller = { clientId: '1client', userAgent: undefined }
  const outcome = await customMessage(ports, {
    pool: buildUserPool({ configuration: { LambdaConfig } }),
    user: buildUser(),
    origin: { source, caller, clientMetadata: undefined },
    attributes: ['email'],
    mayLink: false,
    ...event,
  })
  return outcome.kind === 'trigger-failed' ? `${outcome.exception}: ${outcome.message}` : outcome.kind
}

const violation = (parameter: string, demand: string): string =>
  `InvalidParameterException: 1 validation error detected: Value at '${parameter}' failed to satisfy constraint: Member must ${demand}`

describe('the words of a custom message', () => {
  const good: Readonly<Record<string, Parameters<typeof run>>> = {
    'none at all': [{}],
    'empty ones': [{ emailMessage: '', emailSubject: '' }],
    'a code': [{ emailMessage: 'Code {####}', emailSubject: 'x'.repeat(140) }],
    'a link where one is sent': [{ emailMessage: '{##Here##}' }, 'SignUp', { mayLink: true }],
    'an SMS without a code, of which none is sent': [{ smsMessage: 'Hello' }],
    'an invitation': [{ emailMessage: '{username} {####}' }, 'AdminCreateUser'],
  }
  for (const [name, given] of Object.entries(good)) {
    test(`may be ${name}`, async () => assert.equal(await run(...given), 'ran'))
  }

  const noCode = violation('emailBody', String.raw`satisfy regular expression pattern: .*\{####\}.*`)
  const bad: Readonly<Record<string, readonly [given: Parameters<typeof run>, text: string]>> = {
    'a mail without the code': [[{ emailMessage: 'Hello' }], noCode],
    'a link where a code is sent': [[{ emailMessage: '{##Here##}' }], noCode],
    'an SMS without the code': [
      [{ smsMessage: 'Hello' }, 'SignUp', { attributes: ['phone_number'] }],
      violation('smsMessage', String.raw`satisfy regular expression pattern: .*\{####\}.*`),
    ],
    'an invitation without the name': [
      [{ emailMessage: '{####}' }, 'AdminCreateUser'],
      violation('emailBody', String.raw`satisfy regular expression pattern: .*\{username\}.*`),
    ],
    'a long SMS': [
      [{ smsMessage: `{####}${'x'.repeat(135)}` }, 'SignUp', { attributes: ['phone_number'] }],
      violation('smsMessage', 'have length less than or equal to 140'),
    ],
    'a long mail': [
      [{ emailMessage: `{####}${'x'.repeat(20_000)}` }],
      violation('emailBody', 'have length less than or equal to 20000'),
    ],
    'a long subject': [
      [{ emailSubject: 'x'.repeat(141) }],
      violation('emailSubject', 'have length less than or equal to 140'),
    ],
    'no text': [[{ emailMessage: 7 }], 'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON'],
  }
  for (const [name, [given, text]] of Object.entries(bad)) {
    test(`may not be ${name}`, async () => assert.equal(await run(...given), text))
  }
})
