import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node'
import { decryptUnderKey } from '../../crypto/sealing/key-ciphertext.ts'
import { keyArn } from '../../domain/encryption-key.ts'
import { givenPool, givenUser } from '../../testing/given.ts'
import { asItWas, testFunctions } from '../../testing/test-functions.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { deliverCode } from '../messages/deliver-code.ts'
import { createOutboxDispatcher } from '../messages/deliver-outbox.ts'
import { noticeOfRisk } from '../threat-protection/risk-notice.ts'
import { inviteUser } from '../users/invite-user.ts'
import { noticeOf } from '../notices/notice-of-change.ts'
import { sendMessage } from '../messages/send-message.ts'

const accountId = '123456789012'
const caller = { clientId: 'client', userAgent: 'aws-sdk-js/3.901.0' }
const origin = { source: 'SignUp', caller, clientMetadata: { campaign: 'x' } } as const
const emailContact = { attribute: 'email', destination: 'alice@example.com' } as const

async function given({ hasKey = true } = {}) {
  const functions = testFunctions()
  const ports = { ...(await testPorts()), functions }
  const keyId = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const material = ports.random.bytes(32)
  const key = { region: 'us-east-1', keyId, material, description: '', createdAt: ports.clock.now() }
  if (hasKey) await ports.storage.commit([{ write: 'createEncryptionKey', key }])
  const KMSKeyID = keyArn(key, accountId)
  const LambdaConfig = { ...functions.install({ CustomEmailSender: asItWas, CustomSMSSender: asItWas }), KMSKeyID }
  const pool = await givenPool(ports, { configuration: { LambdaConfig } })
  const attributes = { email: 'alice@example.com', email_verified: 'true', phone_number: '+15550100' }
  const user = await givenUser(ports, pool, { username: 'alice', attributes })
  const carried: string[] = []
  const outbox = createOutboxDispatcher({
    ...ports,
    send: (message) =>
      sendMessage(
        {
          ports,
          carry: async ({ text }) => {
            carried.push(text)
            return { kind: 'sent' }
          },
          tellLogout: async () => ({ kind: 'sent' }),
        },
        message,
      ),
  })
  const deliver = async (contact: { attribute: 'email' | 'phone_number'; destination: string } = emailContact) => {
    const request = { pool, subject: user.sub, purpose: 'sign-up', contact, user, origin } as const
    const delivery = await deliverCode(ports, request)
    assert.ok(delivery.kind === 'delivery')
    await ports.storage.commit(delivery.writes)
    await outbox.drain()
    const [enqueued] = ports.messages.slice(-1)
    return enqueued?.code
  }
  /** As the function does it, with a KMS that has this key. */
  const decrypt = async (code: unknown) => {
    const keyring = new KmsKeyringNode({
      keyIds: [KMSKeyID],
      clientProvider: () =>
        ({
          decrypt: async (input: { CiphertextBlob: Uint8Array; EncryptionContext: Record<string, string> }) => ({
            KeyId: KMSKeyID,
            Plaintext: decryptUnderKey(material, input.CiphertextBlob, input.EncryptionContext),
          }),
        }) as never,
    })
    const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT)
    const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(String(code), 'base64'))
    return { code: plaintext.toString(), context: { ...messageHeader.encryptionContext } }
  }
  return { ports, functions, pool, user, outbox, carried, deliver, decrypt }
}

describe('a function that sends mail in the place of the pool', () => {
  test('is told whom, why and what, the code encrypted for it alone, and nothing else is sent', async () => {
    const { functions, carried, deliver, decrypt, pool, user } = await given()
    const code = await deliver()
    assert.deepEqual(carried, [])
    const [{ request, ...event }, ...others] = functions.events as [any]
    assert.deepEqual(others, [])
    assert.deepEqual(event, {
      version: '1',
      triggerSource: 'CustomEmailSender_SignUp',
      region: 'us-east-1',
      userPoolId: pool.id,
      userName: 'alice',
      callerContext: { awsSdkVersion: 'aws-sdk-js-3.901.0', clientId: 'client' },
      response: {},
    })
    const { code: sealed, ...rest } = request
    assert.deepEqual(rest, {
      type: 'customEmailSenderRequestV1',
      clientMetadata: { campaign: 'x' },
      userAttributes: {
        sub: user.sub,
        'cognito:user_status': 'CONFIRMED',
        email: 'alice@example.com',
        email_verified: 'true',
        phone_number: '+15550100',
      },
    })
    assert.deepEqual(await decrypt(sealed), { code, context: { 'userpool-id': pool.id } })
  })

  test('by SMS has a trigger of its own', async () => {
    const { functions, deliver, decrypt } = await given()
    const code = await deliver({ attribute: 'phone_number', destination: '+15550100' })
    const [event] = functions.events as [any]
    assert.deepEqual([event.triggerSource, event.request.type], ['CustomSMSSender_SignUp', 'customSMSSenderRequestV1'])
    assert.equal((await decrypt(event.request.code)).code, code)
  })

  test('gets the temporary password of an invitation', async () => {
    const { ports, functions, pool, user, outbox, decrypt } = await given()
    const invitation = {
      pool,
      user,
      temporaryPassword: 'Temp-0rary-horse',
      mediums: ['EMAIL'],
      origin: { source: 'AdminCreateUser', caller: { ...caller, clientId: undefined }, clientMetadata: undefined },
    } as const
    await ports.storage.commit(await inviteUser(ports, (name) => new Error(name) as never, invitation))
    await outbox.drain()
    const [event] = functions.events as [any]
    assert.deepEqual(
      [event.triggerSource, event.callerContext.clientId],
      ['CustomEmailSender_AdminCreateUser', 'CLIENT_ID_NOT_APPLICABLE'],
    )
    assert.equal((await decrypt(event.request.code)).code, 'Temp-0rary-horse')
  })

  test('is told of a risky sign-in, without a code', async () => {
    const { ports, functions, pool, user, outbox, carried } = await given()
    const request = {
      requestId: 'request',
      region: 'us-east-1',
      accountId,
      sourceIp: '203.0.113.7',
      userAgent: caller.userAgent,
    }
    const signIn = { pool, user, clientId: 'client', clientMetadata: { campaign: 'x' }, eventId: 'event', request }
    const settings = {}
    await ports.storage.commit(await noticeOfRisk(ports, { ...signIn, settings, action: 'BLOCK' }))
    await outbox.drain()
    assert.deepEqual(carried, [])
    const [event, ...others] = functions.events as [any]
    assert.deepEqual(others, [])
    assert.deepEqual(
      [event.triggerSource, event.callerContext],
      ['CustomEmailSender_AccountTakeOverNotification', { awsSdkVersion: 'aws-sdk-js-3.901.0', clientId: 'client' }],
    )
    const { userAttributes, ...rest } = event.request
    const { FEEDBACK_TOKEN, ...told } = userAttributes
    assert.match(FEEDBACK_TOKEN, /^[\w-]+$/)
    assert.deepEqual(told, {
      sub: user.sub,
      'cognito:user_status': 'CONFIRMED',
      email: 'alice@example.com',
      email_verified: 'true',
      phone_number: '+15550100',
      EVENT_ID: 'event',
      USER_NAME: 'alice',
      IP_ADDRESS: '203.0.113.7',
      ACCOUNT_TAKE_OVER_ACTION: 'BLOCK',
      ONE_CLICK_LINK_VALID: '',
      ONE_CLICK_LINK_INVALID: '',
      LOGIN_TIME: ports.clock.now().toUTCString(),
      DEVICE_NAME: 'Other, Other',
    })
    assert.deepEqual(rest, { type: 'customEmailSenderRequestV1', code: null, clientMetadata: { campaign: 'x' } })
  })

  test('takes no notice of ours, which goes the way that the installation has', async () => {
    const { ports, functions, pool, user, outbox, carried } = await given()
    await ports.storage.commit(await noticeOf(ports, { pool, user }, 'password'))
    await outbox.drain()
    assert.deepEqual(functions.events, [])
    assert.equal(carried.length, 1)
  })

  test('that fails is asked again later, and its words reach no log', async () => {
    const { ports, functions, deliver, outbox, carried } = await given()
    functions.failNext({ kind: 'function-error', errorType: 'Error', errorMessage: 'canary' })
    const code = await deliver()
    assert.equal(functions.calls.length, 1)
    ports.clock.advanceSeconds(20)
    await outbox.drain()
    assert.equal(functions.calls.length, 2)
    assert.deepEqual(carried, [])
    const log = JSON.stringify(ports.lines)
    assert.match(log, /CustomEmailSender: the function failed/)
    assert.equal(log.includes('canary') || log.includes(code ?? 'none') || log.includes('alice@'), false)
  })

  test('that the pool has no more leaves the message to the installation', async () => {
    const { ports, pool, functions, outbox, carried, user } = await given()
    const request = { pool, subject: user.sub, purpose: 'sign-up', contact: emailContact, user, origin } as const
    const delivery = await deliverCode(ports, request)
    assert.ok(delivery.kind === 'delivery')
    await ports.storage.commit(delivery.writes)
    const { LambdaConfig: _, ...configuration } = pool.configuration
    await ports.storage.commit([{ write: 'updateUserPool', pool: { ...pool, configuration, version: 2 } }])
    await outbox.drain()
    assert.deepEqual(functions.events, [])
    assert.match(carried[0] ?? '', /^Your confirmation code is \d{6}$/)
  })

  test('gets nothing without a key, and the log says why', async () => {
    const { ports, functions, deliver, carried } = await given({ hasKey: false })
    await deliver()
    assert.deepEqual([functions.events, carried], [[], []])
    assert.match(JSON.stringify(ports.lines), /CustomEmailSender: KMSKeyID is no key of this installation/)
  })
})
