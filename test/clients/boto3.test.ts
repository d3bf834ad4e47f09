import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { operations } from '../../src/operations/index.ts'
import { password, startInstallation, type AddedPool, type Installation } from './installation.ts'

const skip = !isInstalled() && 'no boto3'

function isInstalled(): boolean {
  try {
    execFileSync('python3', ['-c', 'import boto3'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

let installation: Installation

before(async () => {
  if (!skip) installation = await startInstallation()
})
after(() => installation?.[Symbol.asyncDispose]())

const prelude = `
import hashlib, hmac, base64, json, os, sys
import boto3
from botocore import UNSIGNED
from botocore.config import Config
operator = boto3.client('cognito-idp')
visitor = boto3.client('cognito-idp', config=Config(signature_version=UNSIGNED))
pool, client, password = os.environ['POOL'], os.environ['CLIENT'], os.environ['PASSWORD']

def refusal(call, **given):
    try:
        call(**given)
    except visitor.exceptions.ClientError as error:
        return [type(error).__name__, error.response['Error']['Code'], error.response['Error']['Message'],
                error.response['ResponseMetadata']['HTTPStatusCode']]
    return None

def sign_in(name, secret=password, **more):
    return visitor.initiate_auth(ClientId=client, AuthFlow='USER_PASSWORD_AUTH',
                                 AuthParameters={'USERNAME': name, 'PASSWORD': secret, **more})
def done(**answer):
    print(json.dumps(answer, default=str))
`

/** Runs a program of Python as an operator has it: configured by the environment alone. */
async function python(program: string, pool: AddedPool, more: Record<string, string> = {}): Promise<any> {
  const { ready } = installation
  const { stdout } = await promisify(execFile)('python3', ['-c', `${prelude}\n${program}`], {
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: ready.identityUrl,
      AWS_CA_BUNDLE: ready.caFile,
      AWS_REGION: ready.region,
      AWS_DEFAULT_REGION: ready.region,
      AWS_ACCESS_KEY_ID: ready.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ready.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      POOL: pool.UserPoolId,
      CLIENT: pool.ClientId,
      PASSWORD: password,
      ...more,
    },
  })
  return JSON.parse(stdout)
}

describe('boto3', { skip }, () => {
  test('signs a person up and in, and reads who they are', async () => {
    const pool = await installation.addPool({ pool: { AutoVerifiedAttributes: ['email'] } })
    const signedUp = await python(
      `
answer = visitor.sign_up(ClientId=client, Username='ann', Password=password,
                         UserAttributes=[{'Name': 'email', 'Value': 'ann@example.com'}])
done(confirmed=answer['UserConfirmed'], delivery=answer['CodeDeliveryDetails'],
     wrong=refusal(visitor.confirm_sign_up, ClientId=client, Username='ann', ConfirmationCode='000000'))
`,
      pool,
    )
    assert.deepEqual(signedUp, {
      confirmed: false,
      delivery: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
      wrong: [
        'CodeMismatchException',
        'CodeMismatchException',
        'Invalid verification code provided, please try again.',
        400,
      ],
    })
    const answer = await python(
      `
visitor.confirm_sign_up(ClientId=client, Username='ann', ConfirmationCode=os.environ['CODE'])
tokens = sign_in('ann')['AuthenticationResult']
user = visitor.get_user(AccessToken=tokens['AccessToken'])
fresh = visitor.initiate_auth(ClientId=client, AuthFlow='REFRESH_TOKEN_AUTH',
                              AuthParameters={'REFRESH_TOKEN': tokens['RefreshToken']})['AuthenticationResult']
visitor.revoke_token(ClientId=client, Token=tokens['RefreshToken'])
done(name=user['Username'], attributes=[a['Name'] for a in user['UserAttributes']],
     expires=tokens['ExpiresIn'], type=tokens['TokenType'], refreshed='RefreshToken' in fresh,
     revoked=refusal(visitor.get_user, AccessToken=fresh['AccessToken']),
     garbage=refusal(visitor.get_user, AccessToken='garbage'))
`,
      pool,
      { CODE: await installation.codeFor('ann@example.com') },
    )
    assert.deepEqual(answer, {
      name: 'ann',
      attributes: ['email', 'email_verified', 'sub'],
      expires: 3600,
      type: 'Bearer',
      refreshed: false,
      revoked: ['NotAuthorizedException', 'NotAuthorizedException', 'Access Token has been revoked', 400],
      garbage: ['NotAuthorizedException', 'NotAuthorizedException', 'Invalid Access Token', 400],
    })
  })

  test('administers pools, users and groups, page by page', async () => {
    const pool = await installation.addPool()
    const answer = await python(
      `
for position in range(5):
    operator.admin_create_user(UserPoolId=pool, Username=f'user{position}', MessageAction='SUPPRESS',
                               TemporaryPassword=password)
operator.create_group(UserPoolId=pool, GroupName='staff', Precedence=1)
operator.admin_add_user_to_group(UserPoolId=pool, Username='user1', GroupName='staff')
pages = list(operator.get_paginator('list_users').paginate(UserPoolId=pool, PaginationConfig={'PageSize': 2}))
groups = operator.admin_list_groups_for_user(UserPoolId=pool, Username='user1')['Groups']
challenge = sign_in('user0')
answered = visitor.respond_to_auth_challenge(
    ClientId=client, ChallengeName=challenge['ChallengeName'], Session=challenge['Session'],
    ChallengeResponses={'USERNAME': 'user0', 'NEW_PASSWORD': 'Mine-0nly-now!'})
operator.admin_delete_user(UserPoolId=pool, Username='user4')
created = operator.create_user_pool(PoolName='from boto3')['UserPool']
described = operator.describe_user_pool(UserPoolId=created['Id'])['UserPool']
operator.delete_user_pool(UserPoolId=created['Id'])
done(pages=[sorted(u['Username'] for u in page['Users']) for page in pages], groups=[g['GroupName'] for g in groups],
     challenge=challenge['ChallengeName'], tokens=sorted(answered['AuthenticationResult']),
     name=described['Name'], same_date=created['CreationDate'] == described['CreationDate'],
     gone=refusal(operator.describe_user_pool, UserPoolId=created['Id'])[1],
     missing=refusal(operator.admin_get_user, UserPoolId=pool, Username='user4'))
`,
      pool,
    )
    assert.deepEqual(
      answer.pages.map((page: readonly string[]) => page.length),
      [2, 2, 1],
    )
    assert.deepEqual(answer.pages.flat().toSorted(), ['user0', 'user1', 'user2', 'user3', 'user4'])
    assert.deepEqual(answer.groups, ['staff'])
    assert.equal(answer.challenge, 'NEW_PASSWORD_REQUIRED')
    assert.deepEqual(answer.tokens, ['AccessToken', 'ExpiresIn', 'IdToken', 'RefreshToken', 'TokenType'])
    assert.equal(answer.name, 'from boto3')
    assert.equal(answer.same_date, true)
    assert.equal(answer.gone, 'ResourceNotFoundException')
    assert.deepEqual(answer.missing, ['UserNotFoundException', 'UserNotFoundException', 'User does not exist.', 400])
  })

  test('sends the hash of a client’s secret', async () => {
    const pool = await installation.addPool({ client: { GenerateSecret: true } })
    await pool.addPerson('bob')
    const answer = await python(
      `
digest = hmac.new(os.environ['SECRET'].encode(), ('bob' + client).encode(), hashlib.sha256).digest()
tokens = sign_in('bob', SECRET_HASH=base64.b64encode(digest).decode())['AuthenticationResult']
done(ok='AccessToken' in tokens, without=refusal(sign_in, name='bob')[2])
`,
      pool,
      { SECRET: pool.ClientSecret ?? '' },
    )
    assert.deepEqual(answer, {
      ok: true,
      without: `Client ${pool.ClientId} is configured with secret but SECRET_HASH was not received`,
    })
  })

  test('sets up an authenticator app and answers its challenge', async () => {
    const pool = await installation.addPool({
      mfa: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
    })
    await pool.addPerson('cat')
    const answer = await python(
      `
import time
def code(secret, moment):
    key = base64.b32decode(secret + '=' * (-len(secret) % 8))
    mac = hmac.new(key, int(moment // 30).to_bytes(8, 'big'), hashlib.sha1).digest()
    at = mac[-1] & 15
    return str((int.from_bytes(mac[at:at + 4], 'big') & 0x7fffffff) % 10 ** 6).zfill(6)
asked = sign_in('cat')
associated = visitor.associate_software_token(Session=asked['Session'])
secret = associated['SecretCode']
verified = visitor.verify_software_token(Session=associated['Session'], UserCode=code(secret, time.time()))
tokens = visitor.respond_to_auth_challenge(ClientId=client, ChallengeName='MFA_SETUP', Session=verified['Session'],
                                           ChallengeResponses={'USERNAME': 'cat'})['AuthenticationResult']
again = sign_in('cat')
answered = visitor.respond_to_auth_challenge(
    ClientId=client, ChallengeName=again['ChallengeName'], Session=again['Session'],
    ChallengeResponses={'USERNAME': 'cat', 'SOFTWARE_TOKEN_MFA_CODE': code(secret, time.time() + 30)})
done(first=asked['ChallengeName'], status=verified['Status'], second=again['ChallengeName'],
     tokens=['AccessToken' in tokens, 'AccessToken' in answered['AuthenticationResult']])
`,
      pool,
    )
    assert.deepEqual(answer, {
      first: 'MFA_SETUP',
      status: 'SUCCESS',
      second: 'SOFTWARE_TOKEN_MFA',
      tokens: [true, true],
    })
  })

  test('understands the answer to every operation that it knows', async () => {
    const pool = await installation.addPool()
    await pool.addPerson('dan')
    const answer = await python(
      `
model = operator.meta.service_model
known = {'UserPoolId': pool, 'ClientId': client, 'Username': 'dan', 'PoolName': 'from boto3', 'AccessToken':
         sign_in('dan')['AuthenticationResult']['AccessToken'], 'Password': 'An0ther-password', 'ResourceArn':
         'arn:aws:cognito-idp:us-east-1:123456789012:userpool/' + pool}
texts = ['a', 'A1', '123456', 'arn:aws:iam::123456789012:role/a', 'us-east-1_01234567-89ab-4def-8123-456789abcdef',
         'https://example.com', 'import-a', 'a@example.com', '{####}', 'x' * 24]

import re

def text(shape):
    least, pattern = shape.metadata.get('min', 0), shape.metadata.get('pattern')
    for one in texts:
        one = one if len(one) >= least else one * least
        if not pattern or re.fullmatch(re.sub('.p{[A-Z]}', lambda _: chr(92) + 'w', pattern), one):
            return one
    return 'a' * max(least, 1)

def value(shape, name=None):
    if name in known and shape.type_name == 'string':
        return known[name]
    if shape.type_name == 'structure':
        return {member: value(shape.members[member], member) for member in shape.required_members}
    if shape.type_name == 'list':
        return [value(shape.member) for _ in range(max(shape.metadata.get('min', 0), 1))]
    if shape.type_name == 'map':
        return {value(shape.key): value(shape.value)}
    if shape.type_name == 'string':
        return shape.enum[0] if shape.enum else text(shape)
    return {'integer': shape.metadata.get('min', 1), 'long': 1, 'boolean': False, 'timestamp': 0,
            'blob': b'a'}.get(shape.type_name)

from botocore import xform_name
from botocore.exceptions import ClientError
removing = ('Delete', 'AdminDelete', 'GlobalSignOut', 'AdminUserGlobalSignOut', 'AdminDisable', 'Revoke')
outcomes = {}
for name in sorted(model.operation_names, key=lambda each: each.startswith(removing)):
    operation = model.operation_model(name)
    one = visitor if operation.auth_type == 'none' else operator
    try:
        getattr(one, xform_name(name))(**value(operation.input_shape))
        outcomes[name] = 'ok'
    except ClientError as error:
        outcomes[name] = [type(error).__name__, error.response['Error']['Code'],
                          error.response['ResponseMetadata']['HTTPStatusCode'], error.response['Error']['Message']]
done(outcomes=outcomes)
`,
      pool,
    )
    const outcomes = Object.entries(answer.outcomes as Record<string, 'ok' | [string, string, number, string]>)
    assert.ok(outcomes.length >= 100, `${outcomes.length} operations`)
    const misunderstood = outcomes.filter(([name, outcome]) => {
      if (outcome === 'ok') return !Object.hasOwn(operations, name)
      const [type, code, status, message] = outcome
      const isHere = code !== 'UnknownOperationException'
      // An exception that the service's model has becomes a class of its own.
      return isHere !== Object.hasOwn(operations, name) || (isHere && type !== code) || status !== 400 || message === ''
    })
    assert.deepEqual(misunderstood, [])
    assert.ok(outcomes.filter(([, outcome]) => outcome === 'ok').length >= 30)
  })
})
