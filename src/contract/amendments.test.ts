import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { amendModel, type Model } from '../../scripts/generate/model.ts'
import { renderConstraints } from '../../scripts/generate/render-constraints.ts'
import { renderExceptions, renderOperations, renderShapes } from '../../scripts/generate/render-types.ts'
import { validateInput } from './validate.ts'

const root = join(import.meta.dirname, '../..')
const model: Model = JSON.parse(readFileSync(join(root, 'model/cognito-idp.json'), 'utf8'))

describe('generated files', () => {
  const amended = amendModel(model)
  const rendered = {
    'shapes.gen.ts': renderShapes(amended),
    'operations.gen.ts': renderOperations(amended),
    'exceptions.gen.ts': renderExceptions(amended),
    'constraints.gen.ts': renderConstraints(amended),
  }
  for (const [file, text] of Object.entries(rendered)) {
    test(`${file} is what the model and its amendments say`, () => {
      const [header = '', ...lines] = readFileSync(join(import.meta.dirname, file), 'utf8').split('\n')
      assert.match(header, /^\/\/ Generated .* Never edit by hand\.$/)
      assert.equal(lines.join('\n'), text)
    })
  }
})

describe('amendModel', () => {
  test('refuses an amendment that the model has overtaken', () => {
    const flows = model.shapes.ExplicitAuthFlowsType
    assert.ok(flows?.type === 'string')
    const overtaken = { ...flows, enum: [...(flows.enum ?? []), 'ALLOW_CLIENT_TOKEN_AUTH'] }
    const shapes = { ...model.shapes, ExplicitAuthFlowsType: overtaken }
    assert.throws(() => amendModel({ ...model, shapes }), /drop the amendment/)
  })

  test('refuses an amendment that hits nothing', () => {
    const shapes = { ...model.shapes, ListGroupsRequest: { type: 'structure', members: {} } as const }
    assert.throws(() => amendModel({ ...model, shapes }), /ListGroupsRequest has no member Limit/)
  })
})

describe('amended constraints', () => {
  const pool = { UserPoolId: 'us-east-1_a' }
  const accepted: Readonly<Record<string, Parameters<typeof validateInput>>> = {
    'a password with inner spaces': ['SignUp', { ClientId: 'a', Username: 'a', Password: 'correct horse battery' }],
    ALLOW_CLIENT_TOKEN_AUTH: [
      'CreateUserPoolClient',
      { ...pool, ClientName: 'a', ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'] },
    ],
    'a limit of 0 for users': ['ListUsers', { ...pool, Limit: 0 }],
    'a domain of one’s own': ['CreateUserPoolDomain', { ...pool, Domain: 'login.example.com' }],
    'the greatest precedence': ['CreateGroup', { ...pool, GroupName: 'a', Precedence: 2_147_483_647 }],
  }
  for (const [name, [operation, input]] of Object.entries(accepted)) {
    test(`accept ${name}`, () => assert.equal(validateInput(operation, input).ok, true))
  }

  const refused: Readonly<Record<string, Parameters<typeof validateInput>>> = {
    'a limit of 0 for groups': ['ListGroups', { ...pool, Limit: 0 }],
    'a limit of 0 for users of a group': ['ListUsersInGroup', { ...pool, GroupName: 'a', Limit: 0 }],
    'a limit of 0 for groups of a user': ['AdminListGroupsForUser', { ...pool, Username: 'a', Limit: 0 }],
    'a grant type that is none': [
      'CreateUserPool',
      { PoolName: 'a', DcrConfiguration: { OpenDcrGrantTypes: ['magic'] } },
    ],
  }
  for (const [name, [operation, input]] of Object.entries(refused)) {
    test(`refuse ${name}`, () => assert.equal(validateInput(operation, input).ok, false))
  }
})
