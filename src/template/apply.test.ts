import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { Refusal } from '../contract/refusal.ts'
import type { TemplateState, TemplateStateRecord } from '../ports/template-state.ts'
import { createProvision, leftBehind } from './apply.ts'
import { loadTemplate } from './load.ts'

type Input = Record<string, any>

/** Answers as the operations do, for one pool per name, and keeps what it was asked. */
function createPools() {
  const calls: [string, Input][] = []
  const pools = new Map<string, Input>()
  const clients = new Map<string, Input>()
  const groups = new Map<string, Input>()
  const notFound = () => new Refusal('ResourceNotFoundException', 'There is no such thing.')
  const operations: Record<string, (input: Input) => unknown> = {
    CreateUserPool: (input) => {
      const pool = {
        Id: `eu-central-1_Pool${pools.size + 1}`,
        Arn: `arn:pool/${pools.size + 1}`,
        SchemaAttributes: [{ Name: 'email' }],
        ...input,
      }
      pools.set(pool.Id, pool)
      return { UserPool: pool }
    },
    DescribeUserPool: ({ UserPoolId }) => {
      const UserPool = pools.get(UserPoolId)
      if (UserPool === undefined) throw notFound()
      return { UserPool }
    },
    CreateUserPoolClient: (input) => {
      if (input.ClientName === 'bad') throw new Refusal('InvalidParameterException', 'ClientName is bad.')
      const client = {
        ClientId: `client${clients.size + 1}`,
        ...(input.GenerateSecret && { ClientSecret: 'secret' }),
        ...input,
      }
      clients.set(client.ClientId, client)
      return { UserPoolClient: client }
    },
    DescribeUserPoolClient: ({ ClientId }) => ({ UserPoolClient: clients.get(ClientId) }),
    CreateGroup: (input) => void groups.set(input.GroupName, input),
    GetGroup: ({ GroupName }) => {
      if (!groups.has(GroupName)) throw notFound()
      return { Group: groups.get(GroupName) }
    },
  }
  const invoke = async (name: string, input: object) => {
    calls.push([name, input])
    return operations[name]?.(input) ?? {}
  }
  return { invoke, calls, pools }
}

function createState(): TemplateState & { readonly records: Map<string, TemplateStateRecord> } {
  const records = new Map<string, TemplateStateRecord>()
  return {
    records,
    get: async (_stack, id) => records.get(id),
    put: async (_stack, id, record) => void records.set(id, record),
    list: async () => [...records.keys()],
  }
}

const deployment = { region: 'eu-central-1', accountId: '123456789012', stackName: 'notes' }

function createRun() {
  const state = createState()
  const made = createPools()
  const warnings: string[] = []
  const apply = async (text: string) => {
    made.calls.length = 0
    const provision = createProvision({
      ...deployment,
      invoke: made.invoke,
      invokeKms: made.invoke,
      state,
      warn: (text) => warnings.push(text),
    })
    const readFile = () => ''
    const { resources } = await loadTemplate(text, 't.yaml', { ...deployment, parameters: {}, readFile, provision })
    return resources
  }
  return { ...made, state, warnings, apply, operationNames: () => made.calls.map(([name]) => name) }
}

const template = (pool = '', client = '') => `
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: people
      MfaConfiguration: OPTIONAL
      EnabledMfas: [SOFTWARE_TOKEN_MFA]
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: 'false' }
      ${pool}
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool, GenerateSecret: true, RefreshTokenValidity: '30' ${client} }
  Admins: { Type: AWS::Cognito::UserPoolGroup, Properties: { UserPoolId: !Ref Pool, GroupName: admins } }
`

describe('createProvision', () => {
  test('sets how long sessions last, of the pool and then of its client', async () => {
    const { apply, calls } = createRun()
    await apply(`${template()}
  Sessions:
    Type: AWS::Cognito::UserPoolSessionConfigurationAttachment
    Properties: { UserPoolId: !Ref Pool, UserSessionTracking: ENABLED, TokenSession: { MaxPerUser: '5' } }
  ClientSessions:
    Type: AWS::Cognito::UserPoolClientSessionConfigurationAttachment
    DependsOn: Sessions
    Properties: { UserPoolId: !Ref Pool, ClientId: !Ref Client, SSOSession: { MaxValidityMinutes: 30 } }
`)
    const UserPoolId = 'eu-central-1_Pool1'
    assert.deepEqual(calls.slice(-2), [
      [
        'SetUserPoolSessionConfiguration',
        { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } },
      ],
      [
        'SetUserPoolClientSessionConfiguration',
        { UserPoolId, ClientId: 'client1', SSOSession: { MaxValidityMinutes: 30 } },
      ],
    ])
  })

  test('creates pool, client and group in order, converted as CloudFormation does', async () => {
    const { apply, calls } = createRun()
    const resources = await apply(template())
    assert.deepEqual(calls, [
      ['CreateUserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false }, PoolName: 'people' }],
      [
        'SetUserPoolMfaConfig',
        {
          MfaConfiguration: 'OPTIONAL',
          SoftwareTokenMfaConfiguration: { Enabled: true },
          UserPoolId: 'eu-central-1_Pool1',
        },
      ],
      ['DescribeUserPool', { UserPoolId: 'eu-central-1_Pool1' }],
      [
        'CreateUserPoolClient',
        {
          UserPoolId: 'eu-central-1_Pool1',
          GenerateSecret: true,
          RefreshTokenValidity: 30,
          ClientName: calls[3]?.[1].ClientName,
        },
      ],
      ['DescribeUserPoolClient', { UserPoolId: 'eu-central-1_Pool1', ClientId: 'client1' }],
      ['CreateGroup', { UserPoolId: 'eu-central-1_Pool1', GroupName: 'admins' }],
      ['GetGroup', { UserPoolId: 'eu-central-1_Pool1', GroupName: 'admins' }],
    ])
    assert.deepEqual(
      resources.map(({ logicalId, physicalId, attributes }) => ({ logicalId, physicalId, attributes })),
      [
        {
          logicalId: 'Pool',
          physicalId: 'eu-central-1_Pool1',
          attributes: {
            Arn: 'arn:pool/1',
            ProviderName: 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool1',
            ProviderURL: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool1',
            UserPoolId: 'eu-central-1_Pool1',
          },
        },
        {
          logicalId: 'Client',
          physicalId: 'client1',
          attributes: { ClientId: 'client1', Name: calls[3]?.[1].ClientName, ClientSecret: 'secret' },
        },
        { logicalId: 'Admins', physicalId: 'admins', attributes: {} },
      ],
    )
  })

  test('finds everything again at the next start, and writes nothing', async () => {
    const { apply, operationNames } = createRun()
    const first = await apply(template())
    const again = await apply(template())
    const found = (resources: typeof first) => resources.map((resource) => ({ ...resource, placeOf: undefined }))
    assert.deepEqual(found(again), found(first))
    assert.deepEqual(operationNames(), ['DescribeUserPool', 'DescribeUserPoolClient', 'GetGroup'])
  })

  test('keeps no property values in its memory, only digests', async () => {
    const { apply, state } = createRun()
    await apply(template())
    const { propertiesDigest, identityDigest, ...rest } = state.records.get('Client')!
    assert.match(propertiesDigest + identityDigest, /^[\w-]{86}$/)
    assert.deepEqual(rest, { type: 'AWS::Cognito::UserPoolClient', physicalId: 'client1' })
  })

  test('updates in place what can change, and adds new attributes', async () => {
    const { apply, calls, operationNames } = createRun()
    await apply(template())
    const resources = await apply(
      template(
        'Schema: [{ Name: email, Required: true }, { Name: team, AttributeDataType: String }]',
        ', AccessTokenValidity: 5',
      ),
    )
    assert.equal(resources[0]?.physicalId, 'eu-central-1_Pool1')
    assert.deepEqual(operationNames(), [
      'DescribeUserPool',
      'GetUserPoolMfaConfig',
      'UpdateUserPool',
      'SetUserPoolMfaConfig',
      'DescribeUserPool',
      'AddCustomAttributes',
      'DescribeUserPoolClient',
      'UpdateUserPoolClient',
      'GetGroup',
    ])
    assert.deepEqual(calls[5]?.[1], {
      UserPoolId: 'eu-central-1_Pool1',
      CustomAttributes: [{ Name: 'team', AttributeDataType: 'String' }],
    })
    assert.equal(calls[7]?.[1].ClientId, 'client1')
  })

  test('makes a new pool when what identifies it changed, and leaves the old one', async () => {
    const { apply, pools, warnings } = createRun()
    await apply(template())
    const resources = await apply(template('AliasAttributes: [email]'))
    assert.equal(resources[0]?.physicalId, 'eu-central-1_Pool2')
    assert.equal(pools.size, 2)
    assert.deepEqual(warnings.slice(0, 1), [
      'Pool (AWS::Cognito::UserPool) is new: eu-central-1_Pool2 instead of eu-central-1_Pool1, which is left as it is.',
    ])
  })

  test('makes a resource again that somebody deleted', async () => {
    const { apply, pools, operationNames, warnings } = createRun()
    await apply(template())
    pools.delete('eu-central-1_Pool1')
    pools.set('other', {})
    await apply(template())
    assert.deepEqual(warnings.slice(0, 1), [
      'Pool (AWS::Cognito::UserPool) is new: eu-central-1_Pool2 instead of eu-central-1_Pool1, which is gone.',
    ])
    assert.deepEqual(operationNames().slice(0, 2), ['DescribeUserPool', 'CreateUserPool'])
  })

  test('names what left the template', async () => {
    const { apply, state } = createRun()
    await apply(template())
    assert.deepEqual(await leftBehind(state, 'notes', ['Pool', 'Client']), ['Admins'])
  })

  for (const { name, text, message } of [
    {
      name: 'a property that CloudFormation does not know',
      text: template('UserPoolNam: x'),
      message:
        't.yaml:10: Resources.Pool.Properties.UserPoolNam: "UserPoolNam" is no property of this type. Did you mean "UserPoolName"?',
    },
    {
      name: 'a nested one',
      text: template('Policies: { PasswordPolicy: { MinimumLenght: 8 } }'),
      message:
        't.yaml:10: Resources.Pool.Properties.Policies.PasswordPolicy.MinimumLenght: "MinimumLenght" is not known here. Did you mean "MinimumLength"?',
    },
    {
      name: 'an unquoted OFF',
      text: template().replace('OPTIONAL', 'OFF'),
      message:
        't.yaml:7: Resources.Pool.Properties.MfaConfiguration: YAML reads this as true or false. Quote it: one of OFF, ON, OPTIONAL.',
    },
    {
      name: 'a value outside its set',
      text: template('DeletionProtection: ACTIV'),
      message:
        't.yaml:10: Resources.Pool.Properties.DeletionProtection: "ACTIV" is no such value. Did you mean "ACTIVE"?',
    },
    {
      name: 'what the operation refuses',
      text: template('', ', ClientName: bad'),
      message:
        't.yaml:13: Resources.Client.Properties: CreateUserPoolClient refuses it: InvalidParameterException: ClientName is bad. Change what the message names.',
    },
    {
      name: 'a type that does not run here',
      text: 'Resources: { A: { Type: AWS::Cognito::UserPoolDomian } }',
      message:
        't.yaml:1: Resources.A.Type: There is no type AWS::Cognito::UserPoolDomian. Did you mean "AWS::Cognito::UserPoolDomain"?',
    },
  ]) {
    test(`refuses ${name}`, async () => {
      await assert.rejects(createRun().apply(text), { name: 'TemplateError', message })
    })
  }
})
