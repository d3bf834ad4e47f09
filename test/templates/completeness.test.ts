import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { templateReader } from './refusal-of.ts'

const read = templateReader()

/** What the outputs of a template come to. */
async function outputsOf(text: string, files = {}, parameters = {}): Promise<unknown> {
  const { refusal, template } = await read(`${text}\nResources: { T: { Type: AWS::SNS::Topic } }\n`, files, parameters)
  return template?.outputs ?? refusal
}

const value = (written: string, more = '') => `${more}\nOutputs: { Of: { Value: ${written} } }`

describe('1.22 intrinsic functions yield what CloudFormation says of them', () => {
  for (const [name, text, expected] of [
    ['Sub with a map', value("!Sub ['${A}-${AWS::Region}-${!B}', { A: x }]"), 'x-eu-central-1-${B}'],
    ['Join', value("!Join ['-', [a, !Ref AWS::AccountId]]"), 'a-123456789012'],
    ['Join of a split text', value("!Join ['+', !Split [',', 'a,b']]"), 'a+b'],
    ['Select', value("!Select ['1', [a, b]]"), 'b'],
    ['FindInMap', value('!FindInMap [M, a, b]', 'Mappings: { M: { a: { b: c } } }'), 'c'],
    [
      'FindInMap with DefaultValue',
      value('!FindInMap [M, x, b, { DefaultValue: d }]', 'Mappings: { M: { a: { b: c } } }'),
      'd',
    ],
    [
      'If in a list, with NoValue',
      value('[a, !If [Never, b, !Ref AWS::NoValue]]', 'Conditions: { Never: !Equals [a, b] }'),
      ['a'],
    ],
    ['Base64', value('!Base64 hello'), 'aGVsbG8='],
    ['Cidr', value('!Cidr [10.0.0.0/16, 2, 8]'), ['10.0.0.0/24', '10.0.1.0/24']],
    ['GetAZs', value("!Select [0, !GetAZs '']"), 'eu-central-1a'],
    ['ToJsonString', value("{ 'Fn::ToJsonString': { a: !Ref AWS::Partition } }"), '{"a":"aws"}'],
    ['Length', value("{ 'Fn::Length': [a, b] }"), 2],
    ['URLSuffix', value('!Ref AWS::URLSuffix'), 'amazonaws.com'],
  ] as const) {
    test(name, async () => assert.deepEqual(await outputsOf(text), { Of: expected }))
  }

  test('StackName and StackId', async () => {
    const { template } = await read(
      'Resources: { T: { Type: AWS::SNS::Topic } }\nOutputs: { Name: { Value: !Ref AWS::StackName }, Id: { Value: !Ref AWS::StackId } }\n',
    )
    const { Name, Id } = template?.outputs ?? {}
    assert.match(String(Name), /^stack[0-9a-f]{8}$/)
    assert.equal(Id, `arn:aws:cloudformation:eu-central-1:123456789012:stack/${String(Name)}/local`)
  })
})

describe('1.22 what is kept at AWS is what the parameters say of it', () => {
  const client = (name: string) =>
    `Resources:\n  P: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: x } }\n  C: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref P, ClientName: ${name} } }\n`

  test('a dynamic reference', async () => {
    const text = client("'app-{{resolve:ssm:/notes/name}}'")
    const { template } = await read(text, {}, { 'resolve:ssm:/notes/name': 'one' })
    assert.equal(template?.resources.find(({ logicalId }) => logicalId === 'C')?.properties['ClientName'], 'app-one')
    assert.equal(
      (await read(text)).refusal,
      'template.yaml:3: Resources.C.Properties.ClientName: {{resolve:ssm:/notes/name}} is kept at AWS and cannot be read here. Give "resolve:ssm:/notes/name" a value in the file of --parameters-file, or make it a parameter.',
    )
  })

  test('an export of another stack, and a parameter of the Systems Manager', async () => {
    const text = value(
      "!Sub ['${A}-${Kept}', { A: !ImportValue Shared }]",
      'Parameters: { Kept: { Type: AWS::SSM::Parameter::Value<String>, Default: /kept } }',
    )
    assert.deepEqual(await outputsOf(text, {}, { 'ImportValue:Shared': 'a', 'resolve:ssm:/kept': 'b' }), { Of: 'a-b' })
    const { Of } = Object(await outputsOf(text, {}, { Kept: 'c', 'ImportValue:Shared': 'a' }))
    assert.equal(Of, 'a-c')
  })
})

describe('1.22 Rules', () => {
  const rules = (rule: string) => `Parameters:
  Stage: { Type: String, Default: prod }
  Zones: { Type: CommaDelimitedList, Default: 'a,b' }
Rules:
  Own: ${rule}
`
  const deny = "Assertions: [{ Assert: !Equals [a, b], AssertDescription: 'not so' }]"

  for (const [name, rule, expected] of [
    ['that hold', "{ Assertions: [{ Assert: { 'Fn::Contains': [[dev, prod], !Ref Stage] } }] }", {}],
    ['of lists', "{ Assertions: [{ Assert: { 'Fn::EachMemberIn': [!Ref Zones, [a, b, c]] } }] }", {}],
    ['whose condition is false', `{ RuleCondition: !Equals [!Ref Stage, dev], ${deny} }`, {}],
    [
      'that do not hold',
      `{ RuleCondition: !Not [!Equals [!Ref Stage, dev]], ${deny} }`,
      'template.yaml:5: Rules.Own.Assertions[0]: not so. Set other values of the parameters.',
    ],
    [
      'that ask an account',
      "{ Assertions: [{ Assert: { 'Fn::ValueOf': [Stage, Tags.a] } }] }",
      'template.yaml:5: Rules.Own.Assertions[0].Assert: This is nothing that a rule can ask here. Write one of Fn::And, Fn::Or, Fn::Not, Fn::Equals, Fn::Contains, Fn::EachMemberEquals, Fn::EachMemberIn.',
    ],
  ] as const) {
    test(name, async () => assert.deepEqual(await outputsOf(rules(rule)), expected))
  }
})

describe('1.22 Fn::ForEach', () => {
  const loop = (collection: string, transform = 'Transform: AWS::LanguageExtensions\n') => `${transform}Parameters:
  Names: { Type: CommaDelimitedList, Default: 'a-1,b-2' }
Resources:
  'Fn::ForEach::Pools':
    - Name
    - ${collection}
    - 'Pool&{Name}':
        Type: AWS::Cognito::UserPool
        Properties: { UserPoolName: !Sub 'x-\${Name}', UserPoolTags: { name: !Ref Name } }
Outputs:
  'Fn::ForEach::Ids':
    - Name
    - ${collection}
    - 'Id\${Name}': { Value: !GetAtt 'Pool&{Name}.UserPoolId' }
`

  test('writes out resources and outputs', async () => {
    const { refusal, template } = await read(loop('!Ref Names'))
    assert.equal(refusal, '')
    const pools = template?.resources.map(({ logicalId, properties }) => [logicalId, properties])
    assert.deepEqual(pools, [
      ['Poola1', { UserPoolName: 'x-a-1', UserPoolTags: { name: 'a-1' } }],
      ['Poolb2', { UserPoolName: 'x-b-2', UserPoolTags: { name: 'b-2' } }],
    ])
    assert.deepEqual(Object.keys(template?.outputs ?? {}), ['Ida-1', 'Idb-2'])
  })

  for (const [name, text, expected] of [
    [
      'without its transform',
      loop('[a]', ''),
      'template.yaml:4: Resources.Fn::ForEach::Pools: Fn::ForEach needs its transform. Write "Transform: AWS::LanguageExtensions" at the top.',
    ],
    [
      'over nobody knows what',
      loop('!Ref Nothing'),
      'template.yaml:7: Resources.Fn::ForEach::Pools[1]: This is no collection that can be known here. Write a list of texts, or !Ref and a parameter of the type CommaDelimitedList.',
    ],
    [
      'with a mistake inside',
      loop('[a]').replace('UserPoolTags', 'UserPoolTgas'),
      'template.yaml:10: Resources.Poola.Properties.UserPoolTgas: "UserPoolTgas" is no property of this type. Did you mean "UserPoolTags"?',
    ],
    [
      'that repeats a key',
      loop('[a, b]').replace('Pool&{Name}', 'Pool'),
      'template.yaml:5: Resources.Fn::ForEach::Pools: "Pool" is there twice once loops are written out. Let the key hold the item of the loop.',
    ],
  ] as const) {
    test(`is refused ${name}`, async () => assert.equal((await read(text)).refusal, expected))
  }
})

describe('1.22 what does not run here is told', () => {
  for (const [name, text, expected] of [
    [
      'a nested stack',
      'Resources:\n  Inner: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./inner.yaml } }\n',
      'template.yaml:2: Inner (AWS::CloudFormation::Stack) does not run here. Write its resources into this template, or run its template by itself.',
    ],
    [
      'an application of SAM',
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  Inner: { Type: AWS::Serverless::Application, Properties: { Location: ./inner.yaml } }\n',
      'template.yaml:3: Inner (AWS::Serverless::Application) does not run here. Write its resources into this template, or run its template by itself.',
    ],
    [
      'an API without a stage',
      'Resources:\n  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: x } }\n',
      'The API Api has no stage, so nobody can call it; add one.',
    ],
  ] as const) {
    test(name, async () => assert.deepEqual((await read(text)).warnings, [expected]))
  }
})
