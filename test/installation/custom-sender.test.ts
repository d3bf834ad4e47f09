import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, test } from 'node:test'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { operate } from './ask.ts'
import { inboxOf, password } from './people.ts'
import { start } from './program.ts'

const newFolder = temporaryFolders()
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url))

const template = (output: string) => `
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: { Description: codes, KeyPolicy: { Version: '2012-10-17', Statement: [] } }
  KeyAlias:
    Type: AWS::KMS::Alias
    Properties: { AliasName: alias/codes, TargetKeyId: !Ref Key }
  Sender:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Code: ./sender
      Timeout: 30
      Environment:
        Variables: { KEY_ALIAS: !Ref KeyAlias, KEY_ARN: !GetAtt Key.Arn, OUTPUT: '${output}' }
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: people
      AutoVerifiedAttributes: [email]
      LambdaConfig:
        KMSKeyID: !GetAtt Key.Arn
        CustomEmailSender: { LambdaArn: !GetAtt Sender.Arn, LambdaVersion: V1_0 }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool, ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH] }
`

/** As in Cognito's guide, but for where the code goes. */
const sender = `
const { buildClient, CommitmentPolicy, KmsKeyringNode } = require('@aws-crypto/client-node')
const { appendFileSync } = require('node:fs')
const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT)
const keyring = new KmsKeyringNode({ generatorKeyId: process.env.KEY_ALIAS, keyIds: [process.env.KEY_ARN] })
exports.handler = async (event) => {
  const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(event.request.code, 'base64'))
  if (messageHeader.encryptionContext['userpool-id'] !== event.userPoolId) throw new Error('of another pool')
  const line = { source: event.triggerSource, to: event.request.userAttributes.email, code: plaintext.toString() }
  appendFileSync(process.env.OUTPUT, JSON.stringify(line) + '\\n')
}
`

describe('a custom sender of a template', () => {
  test('decrypts the code with the AWS Encryption SDK and KMS, as it would on AWS', async () => {
    const folder = newFolder()
    const code = join(folder, 'sender')
    const output = join(folder, 'sent.jsonl')
    mkdirSync(code)
    writeFileSync(join(code, 'index.js'), sender)
    symlinkSync(packages, join(code, 'node_modules'))
    writeFileSync(join(folder, 'template.yaml'), template(output))
    const data = join(folder, 'data')
    await using program = await start(data, [join(folder, 'template.yaml'), '--log-level', 'info'])
    const { httpUrl, clientId: ClientId } = program.ready
    const UserAttributes = [{ Name: 'email', Value: 'ada@example.com' }]
    const given = { ClientId, Username: 'ada', Password: password, UserAttributes }
    assert.equal((await operate(httpUrl, 'SignUp', given, { signature: '' })).status, 200)
    const lines = () => (existsSync(output) ? readFileSync(output, 'utf8').split('\n').slice(0, -1) : [])
    await program.until(() => lines().length === 1)
    const sent = JSON.parse(lines()[0] ?? '')
    assert.deepEqual([sent.source, sent.to], ['CustomEmailSender_SignUp', 'ada@example.com'])
    assert.deepEqual(await inboxOf(program.ready), [], 'nothing was sent besides')
    const confirmation = { ClientId, Username: 'ada', ConfirmationCode: sent.code }
    assert.equal((await operate(httpUrl, 'ConfirmSignUp', confirmation, { signature: '' })).status, 200)
    assert.equal(new RegExp(`(?<![\\da-f.-])${sent.code}(?![\\da-f-])`).test(program.stderr()), false)
    await program.stop()

    // The key of the first start is the key of the second: what was encrypted under it still decrypts.
    await using again = await start(data, [join(folder, 'template.yaml')])
    const resent = await operate(
      again.ready.httpUrl,
      'ForgotPassword',
      { ClientId: again.ready.clientId, Username: 'ada' },
      { signature: '' },
    )
    assert.equal(resent.status, 200)
    await again.until(() => lines().length === 2)
    await again.stop()
  })
})
