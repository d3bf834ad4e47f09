import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { parseTemplate } from './parse.ts'
import { prepareTemplate } from './prepare.ts'
import type { ResolvedTemplate } from './resolve.ts'
import { resolveTemplate } from './resolve.ts'
import { standardResource } from './standard-resource.ts'
import { TemplateError } from './template-error.ts'

const deployment = { region: 'eu-central-1', accountId: '123456789012', stackName: 'notes' }

async function resolved(
  text: string,
  parameters: Record<string, string> = {},
  files: Record<string, string> = {},
): Promise<ResolvedTemplate> {
  const readFile = (location: string) => {
    const content = files[location]
    if (content === undefined) throw new Error('ENOENT')
    return content
  }
  const prepared = prepareTemplate(parseTemplate(text, 't.yaml'), { ...deployment, parameters, readFile })
  return resolveTemplate(prepared, async (resource) => standardResource(resource, deployment))
}

async function valueOf(expression: string, rest = '', parameters: Record<string, string> = {}): Promise<unknown> {
  const text = `
Parameters:
  Name: { Type: String, Default: ada }
  Names: { Type: CommaDelimitedList, Default: 'a, b,c' }
Mappings:
  Sizes: { eu-central-1: { small: s-1, list: [x, y] } }
Conditions:
  IsAda: !Equals [!Ref Name, ada]
  IsNot: !Not [!Condition IsAda]
  Both: !And [!Condition IsAda, !Or [!Condition IsNot, !Equals [true, 'true']]]
Resources:
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: notes } }
  It:
    Type: Custom::It
    Properties:
      Value: ${expression}
${rest}`
  const { resources, warnings } = await resolved(text, parameters)
  assert.deepEqual(warnings, [])
  return resources.find(({ logicalId }) => logicalId === 'It')?.properties.Value
}

describe('resolveTemplate', () => {
  for (const [expression, expected] of [
    ['!Ref Name', 'ada'],
    ['!Ref Names', ['a', 'b', 'c']],
    ['!Ref Table', 'notes'],
    ['!GetAtt Table.Arn', 'arn:aws:dynamodb:eu-central-1:123456789012:table/notes'],
    [
      "!Sub '${Name}@${AWS::Region} ${!Literal} ${Table.Arn}'",
      'ada@eu-central-1 ${Literal} arn:aws:dynamodb:eu-central-1:123456789012:table/notes',
    ],
    ["!Sub ['${a}-${Name}', { a: !Ref Table }]", 'notes-ada'],
    ["!Join ['-', [x, !Ref Table, 3]]", 'x-notes-3'],
    ["!Join ['/', !Ref Names]", 'a/b/c'],
    ["!Select [1, !Split ['|', 'x|y|z']]", 'y'],
    ['!FindInMap [Sizes, !Ref AWS::Region, small]', 's-1'],
    ['!FindInMap [Sizes, nowhere, small, { DefaultValue: d }]', 'd'],
    ['!If [IsAda, !Ref Table, no]', 'notes'],
    ['!If [IsNot, yes, { a: !Ref AWS::NoValue, b: 1 }]', { b: 1 }],
    ['[1, !If [Both, !Ref AWS::NoValue, 2], 3]', [1, 3]],
    ['!Base64 aé', 'YcOp'],
    ['!GetAZs ""', ['eu-central-1a', 'eu-central-1b', 'eu-central-1c']],
    ['!Select [2, !Cidr [10.0.0.0/16, 4, 8]]', '10.0.2.0/24'],
    ['!Length [a, b]', 2],
    ['!ToJsonString { a: !Ref Name }', '{"a":"ada"}'],
    ['{ Condition: { StringEquals: { a: b } } }', { Condition: { StringEquals: { a: 'b' } } }],
    [
      "!Sub '${AWS::Partition} ${AWS::URLSuffix} ${AWS::StackName} ${AWS::AccountId}'",
      'aws amazonaws.com notes 123456789012',
    ],
  ] as const) {
    test(`runs ${expression}`, async () => {
      assert.deepEqual(await valueOf(expression), expected)
    })
  }

  test('takes parameters from the caller before defaults', async () => {
    assert.equal(await valueOf('!If [IsAda, a, b]', '', { Name: 'grace' }), 'b')
  })

  test('leaves out resources and outputs whose condition is false, and orders by need', async () => {
    const { resources, outputs } = await resolved(`
Conditions: { Nope: !Equals [a, b] }
Resources:
  Third: { Type: Custom::A, Properties: { Of: !Sub '\${Second}' } }
  Second: { Type: Custom::A, DependsOn: First }
  First: { Type: Custom::A }
  Never: { Type: Custom::A, Condition: Nope, Properties: { X: !Ref Nowhere } }
Outputs:
  Name: { Value: !Ref First }
  Not: { Condition: Nope, Value: !Ref Never }
`)
    assert.deepEqual(
      resources.map(({ logicalId, line }) => [logicalId, line]),
      [
        ['First', 6],
        ['Second', 5],
        ['Third', 4],
      ],
    )
    assert.deepEqual(Object.keys(outputs), ['Name'])
  })

  test('includes files beside the template', async () => {
    const { resources } = await resolved(
      "Resources: { Api: { Type: AWS::ApiGateway::RestApi, Properties: { Body: { 'Fn::Transform': { Name: AWS::Include, Parameters: { Location: api.yaml } } } } } }",
      {},
      { 'api.yaml': 'openapi: 3.0.1\ninfo: { title: !Ref AWS::StackName }\n' },
    )
    assert.deepEqual(resources[0]?.properties, { Body: { openapi: '3.0.1', info: { title: 'notes' } } })
  })

  test('gives the same API the same id at every start', async () => {
    const text = 'Resources: { Api: { Type: AWS::ApiGatewayV2::Api } }'
    const [first, second] = [await resolved(text), await resolved(text)]
    assert.match(first.resources[0]?.physicalId ?? '', /^[a-z0-9]{10}$/)
    assert.equal(first.resources[0]?.physicalId, second.resources[0]?.physicalId)
  })

  test('warns of what it cannot know in a resource that does not run here, and goes on', async () => {
    const { resources, warnings } = await resolved(
      'Resources: { X: { Type: Custom::X, Properties: { A: !GetAtt Y.Shoe } }, Y: { Type: Custom::Y } }',
    )
    assert.deepEqual(
      resources.map(({ logicalId }) => logicalId),
      ['Y', 'X'],
    )
    assert.deepEqual(warnings, [
      't.yaml:1: Resources.X.Properties.A.Fn::GetAtt: "Shoe" of Y (Custom::Y) is not known here. Known here: none. Or make the value a parameter.',
    ])
  })

  for (const { name, text, message } of [
    {
      name: 'an unknown name',
      text: 'Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties:\n      Role: !Ref Rol\n  Role: { Type: AWS::IAM::Role }',
      message: 't.yaml:5: Resources.A.Properties.Role.Ref: There is no "Rol". Did you mean "Role"?',
    },
    {
      name: 'a circle',
      text: 'Resources: { A: { Type: Test::Any::T, DependsOn: B }, B: { Type: Test::Any::T, DependsOn: A } }',
      message:
        't.yaml:1: Resources.A: Circular dependency between resources: A -> B -> A. Break the circle: name one of the resources yourself and write its name instead of a reference.',
    },
    {
      name: 'a misspelt key',
      text: 'Resources:\n  A:\n    Type: Test::Any::T\n    Propertys: {}',
      message: 't.yaml:4: Resources.A.Propertys: "Propertys" is no key of a resource. Did you mean "Properties"?',
    },
    {
      name: 'a misspelt section',
      text: 'Resource: {}',
      message: 't.yaml:1: Resource: "Resource" is no section. Did you mean "Resources"?',
    },
    {
      name: 'a resource without a type',
      text: 'Resources:\n  A: {}',
      message: 't.yaml:2: Resources.A: The resource has no type. Write for example "Type: AWS::Cognito::UserPool".',
    },
    {
      name: 'imports',
      text: 'Resources: { A: { Type: AWS::Lambda::Function, Properties: { X: !ImportValue other } } }',
      message:
        't.yaml:1: Resources.A.Properties.X.Fn::ImportValue: Fn::ImportValue reads the exports of another stack, and only one stack runs here. Give "ImportValue:other" a value in the file of --parameters-file, or make it a parameter.',
    },
    {
      name: 'a reference to a resource that is off',
      text: 'Conditions: { Nope: !Equals [a, b] }\nResources:\n  A: { Type: Test::Any::T, Condition: Nope }\n  B: { Type: AWS::Lambda::Function, Properties: { X: !Ref A } }',
      message:
        't.yaml:4: Resources.B.Properties.X.Ref: "A" does not exist here: its condition is false. Use Fn::If with the same condition.',
    },
    {
      name: 'a condition in a circle',
      text: 'Conditions: { A: !Not [!Condition A] }\nResources: { B: { Type: Test::Any::T, Condition: A } }',
      message: 't.yaml:1: Conditions.A.Fn::Not[0].Condition: The condition "A" depends on itself. Break the circle.',
    },
    {
      name: 'a parameter without a value',
      text: 'Parameters:\n  P: { Type: String }\nResources: { A: { Type: Test::Any::T } }',
      message:
        't.yaml:2: Parameters.P: The parameter P has no value. Set it in the file of --parameters-file, or give it a "Default".',
    },
    {
      name: 'a value that breaks a constraint',
      text: 'Parameters:\n  P: { Type: String, Default: x, AllowedValues: [a, b] }\nResources: { A: { Type: Test::Any::T } }',
      message: 't.yaml:2: Parameters.P: The value of the parameter breaks AllowedValues: a, b. Set another value.',
    },
    {
      name: 'an unknown function',
      text: 'Resources: { A: { Type: Test::Any::T, Properties: { X: { "Fn::Subb": x } } } }',
      message: 't.yaml:1: Resources.A.Properties.X.Fn::Subb: There is no function Fn::Subb. Did you mean "Fn::Sub"?',
    },
    {
      name: 'a function beside other keys',
      text: 'Resources: { A: { Type: Test::Any::T, Properties: { X: { "Fn::Sub": x, y: 1 } } } }',
      message:
        't.yaml:1: Resources.A.Properties.X.Fn::Sub: Fn::Sub must stand alone in its map. Move the other keys (y) away, or give Fn::Sub a key of its own.',
    },
  ]) {
    test(`refuses ${name}, and says what to write`, async () => {
      await assert.rejects(resolved(text), (error) => {
        assert.ok(error instanceof TemplateError)
        assert.equal(error.message, message)
        return true
      })
    })
  }

  test('refuses an override that no parameter takes', async () => {
    await assert.rejects(
      resolved('Parameters: { AppOrigin: { Type: String, Default: x } }\nResources: { A: { Type: Test::Any::T } }', {
        AppOrigni: 'y',
      }),
      {
        message: 't.yaml:1: Parameters: There is no parameter "AppOrigni". Did you mean "AppOrigin"?',
      },
    )
  })
})
