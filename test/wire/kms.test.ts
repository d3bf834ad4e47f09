import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { buildClient, CommitmentPolicy, KmsKeyringNode, KMS } from '@aws-crypto/client-node'
import type { AccessKey } from '../../src/domain/access-key.ts'
import { kmsOperations } from '../../src/kms/operations.ts'
import { operations } from '../../src/operations/index.ts'
import { awsJsonHandler } from '../../src/server/aws/aws-json-handler.ts'
import { handleKms } from '../../src/server/aws/aws-kms.ts'
import { operatorCredentials } from '../../src/server/aws/operator-credentials.ts'
import { testPorts, type TestPorts } from '../../src/testing/test-ports.ts'

const accountId = '123456789012'
const region = 'us-east-1'
const createdAt = new Date('2026-11-30T12:00:00Z')
const admin: AccessKey = {
  accessKeyId: 'AKIDADMIN',
  secretAccessKey: 'admin-secret',
  role: 'admin',
  principal: 'ada',
  createdAt,
  disabledAt: undefined,
}
const reader: AccessKey = { ...admin, accessKeyId: 'AKIDREADER', role: 'read-only', principal: 'rob' }

describe('KMS, as the AWS SDK calls it', () => {
  let ports: TestPorts
  let server: Server
  let endpoint: string
  before(async () => {
    ports = await testPorts({ now: new Date() })
    const clock = { now: () => new Date() }
    const findAccessKey = async (id: string) => [admin, reader].find(({ accessKeyId }) => accessKeyId === id)
    const isReading = (name: string): boolean => kmsOperations[name]?.isReading ?? false
    const handler = awsJsonHandler({
      operations,
      ports,
      region,
      accountId,
      authenticate: operatorCredentials({ clock, accountId, findAccessKey }),
      kms: handleKms({
        operations: kmsOperations,
        ports,
        accountId,
        authenticate: operatorCredentials({ clock, accountId, findAccessKey, service: 'kms', isReading }),
      }),
    })
    server = createServer((request, response) => {
      const client = { sourceIp: '127.0.0.1', isLoopback: true, isSecure: false, protocol: 'http' } as never
      const url = request.url ?? ''
      void handler({ request, response, client, host: 'localhost', requestId: 'r' }, { kind: 'identity', url })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await ports[Symbol.asyncDispose]()
  })

  const kmsAs = (credentials: Pick<AccessKey, 'accessKeyId' | 'secretAccessKey'> = admin, at = region) =>
    new KMS({ region: at, endpoint, credentials, maxAttempts: 1 })
  async function newKey(): Promise<{ KeyId: string; Arn: string }> {
    const { KeyMetadata } = await kmsAs().createKey({ Description: 'codes' })
    return { KeyId: KeyMetadata?.KeyId ?? '', Arn: KeyMetadata?.Arn ?? '' }
  }

  test('makes a key, and describes it by id, ARN, alias and the ARN of the alias', async () => {
    const kms = kmsAs()
    const { KeyId, Arn } = await newKey()
    assert.equal(Arn, `arn:aws:kms:us-east-1:123456789012:key/${KeyId}`)
    await kms.createAlias({ AliasName: 'alias/codes', TargetKeyId: KeyId })
    for (const name of [KeyId, Arn, 'alias/codes', 'arn:aws:kms:us-east-1:123456789012:alias/codes']) {
      const { KeyMetadata } = await kms.describeKey({ KeyId: name })
      assert.equal(KeyMetadata?.Arn, Arn)
    }
    const { KeyMetadata } = await kms.describeKey({ KeyId })
    const { CreationDate, ...metadata } = KeyMetadata ?? {}
    assert.ok(CreationDate instanceof Date)
    assert.deepEqual(metadata, {
      AWSAccountId: '123456789012',
      KeyId,
      Arn,
      Enabled: true,
      Description: 'codes',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
    })
  })

  test('encrypts, decrypts without being told the key, and makes data keys', async () => {
    const kms = kmsAs()
    const { KeyId, Arn } = await newKey()
    const EncryptionContext = { a: '1' }
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: Buffer.from('secret'), EncryptionContext })
    const opened = await kms.decrypt({ CiphertextBlob, EncryptionContext })
    assert.deepEqual([Buffer.from(opened.Plaintext ?? []).toString(), opened.KeyId], ['secret', Arn])
    const dataKey = await kms.generateDataKey({ KeyId, NumberOfBytes: 32, EncryptionContext })
    const again = await kms.decrypt({ CiphertextBlob: dataKey.CiphertextBlob, EncryptionContext, KeyId })
    assert.deepEqual(again.Plaintext, dataKey.Plaintext)
    assert.equal(dataKey.Plaintext?.length, 32)
    const { Plaintext } = await kms.generateDataKey({ KeyId, KeySpec: 'AES_128' })
    assert.equal(Plaintext?.length, 16)
  })

  test('encrypts for the AWS Encryption SDK and decrypts again', async () => {
    const { Arn } = await newKey()
    const keyring = new KmsKeyringNode({ generatorKeyId: Arn, clientProvider: () => kmsAs() })
    const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
    const { result } = await encrypt(keyring, '123456', { encryptionContext: { 'userpool-id': 'x' } })
    const { plaintext } = await decrypt(keyring, result)
    assert.equal(plaintext.toString(), '123456')
  })

  test('lists aliases, of all keys or of one, by pages', async () => {
    const kms = kmsAs(admin, 'eu-west-1')
    const keys = await Promise.all([kms.createKey({}), kms.createKey({})])
    const [one = '', other = ''] = keys.map(({ KeyMetadata }) => KeyMetadata?.KeyId ?? '')
    for (const [name, TargetKeyId] of [
      ['c', one],
      ['a', one],
      ['b', other],
    ] as const) {
      await kms.createAlias({ AliasName: `alias/${name}`, TargetKeyId })
    }
    const names = ({ Aliases = [] }: { readonly Aliases?: readonly { readonly AliasName?: string }[] | undefined }) =>
      Aliases.map(({ AliasName }) => AliasName)
    assert.deepEqual(names(await kms.listAliases({})), ['alias/a', 'alias/b', 'alias/c'])
    assert.deepEqual(names(await kms.listAliases({ KeyId: one })), ['alias/a', 'alias/c'])
    const first = await kms.listAliases({ Limit: 2 })
    assert.deepEqual([names(first), first.Truncated], [['alias/a', 'alias/b'], true])
    const second = await kms.listAliases({ Limit: 2, Marker: first.NextMarker })
    assert.deepEqual([names(second), second.Truncated, second.NextMarker], [['alias/c'], false, undefined])
    await kms.updateAlias({ AliasName: 'alias/c', TargetKeyId: other })
    assert.deepEqual(names(await kms.listAliases({ KeyId: one })), ['alias/a'])
  })

  test('refuses what cannot be, by name', async () => {
    const kms = kmsAs()
    const { KeyId } = await newKey()
    const { KeyId: otherId } = await newKey()
    const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: Buffer.from('secret') })
    const changed = Buffer.from(CiphertextBlob ?? [])
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1)
    const unknown = '0f8fad5b-d9cb-469f-a165-70867728950e'
    await kms.createAlias({ AliasName: 'alias/taken', TargetKeyId: KeyId })
    const cases: readonly (readonly [name: string, call: () => Promise<unknown>])[] = [
      ['NotFoundException', () => kms.describeKey({ KeyId: unknown })],
      ['NotFoundException', () => kms.describeKey({ KeyId: 'alias/none' })],
      ['NotFoundException', () => kms.encrypt({ KeyId: unknown, Plaintext: Buffer.from('x') })],
      ['NotFoundException', () => kms.createAlias({ AliasName: 'alias/new', TargetKeyId: unknown })],
      ['NotFoundException', () => kms.updateAlias({ AliasName: 'alias/none', TargetKeyId: KeyId })],
      ['NotFoundException', () => kmsAs(admin, 'eu-central-1').describeKey({ KeyId })],
      ['AlreadyExistsException', () => kms.createAlias({ AliasName: 'alias/taken', TargetKeyId: KeyId })],
      ['InvalidAliasNameException', () => kms.createAlias({ AliasName: 'alias/aws/x', TargetKeyId: KeyId })],
      ['InvalidCiphertextException', () => kms.decrypt({ CiphertextBlob: changed })],
      ['InvalidCiphertextException', () => kms.decrypt({ CiphertextBlob, EncryptionContext: { a: '1' } })],
      ['InvalidCiphertextException', () => kms.decrypt({ CiphertextBlob: Buffer.from('nonsense') })],
      ['InvalidCiphertextException', () => kmsAs(admin, 'eu-central-1').decrypt({ CiphertextBlob })],
      ['IncorrectKeyException', () => kms.decrypt({ CiphertextBlob, KeyId: otherId })],
      ['ValidationException', () => kms.generateDataKey({ KeyId })],
      ['ValidationException', () => kms.generateDataKey({ KeyId, KeySpec: 'AES_256', NumberOfBytes: 1 })],
      ['ValidationException', () => kms.encrypt({ KeyId, Plaintext: Buffer.alloc(4097) })],
      ['UnsupportedOperationException', () => kms.createKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })],
      ['UnknownOperationException', () => kms.scheduleKeyDeletion({ KeyId })],
      ['UnrecognizedClientException', () => kmsAs({ ...admin, accessKeyId: 'AKIDNOBODY' }).describeKey({ KeyId })],
      ['InvalidSignatureException', () => kmsAs({ ...admin, secretAccessKey: 'wrong' }).describeKey({ KeyId })],
      ['AccessDeniedException', () => kmsAs(reader).decrypt({ CiphertextBlob })],
      ['AccessDeniedException', () => kmsAs(reader).generateDataKey({ KeyId, NumberOfBytes: 32 })],
      ['AccessDeniedException', () => kmsAs(reader).createKey({})],
    ]
    for (const [name, call] of cases) await assert.rejects(call, { name })
    assert.ok((await kmsAs(reader).describeKey({ KeyId })).KeyMetadata)
  })

  test('a signature for KMS opens nothing of Cognito', async () => {
    const kms = kmsAs()
    kms.middlewareStack.add(
      (next) => async (args) => {
        const { headers } = args.request as { readonly headers: Record<string, string> }
        headers['x-amz-target'] = 'AWSCognitoIdentityProviderService.ListUserPools'
        return next(args)
      },
      { step: 'build', priority: 'low' },
    )
    await assert.rejects(kms.describeKey({ KeyId: 'x' }), { name: 'InvalidSignatureException' })
  })
})
