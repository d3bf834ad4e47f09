import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'

import type { TemplateResource } from '../../src/domain/template-resource.ts'
import { definitionFromTemplate } from '../../src/gateway/loading/definition-from-template.ts'
import { functionDefinitions } from '../../src/template/function-definitions.ts'
import { loadTemplate } from '../../src/template/load.ts'
import { standardResource } from '../../src/template/standard-resource.ts'

const file = new URL('template.yaml', import.meta.url)
const deployment = { region: 'us-east-1', accountId: '123456789012', stackName: 'notes' }

async function load(parameters: Record<string, string> = {}) {
  return loadTemplate(readFileSync(file, 'utf8'), 'template.yaml', {
    ...deployment,
    parameters,
    readFile: () => assert.fail('The template includes no files'),
    provision: async (resource) => {
      if (!resource.type.startsWith('AWS::Cognito::')) return standardResource(resource, deployment)
      const arn = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_People001'
      return {
        physicalId: resource.type === 'AWS::Cognito::UserPool' ? 'us-east-1_People001' : resource.logicalId,
        attributes: { Arn: arn },
      }
    },
  })
}

function find(resources: readonly TemplateResource[], logicalId: string): any {
  return resources.find((resource) => resource.logicalId === logicalId)?.properties
}

describe('the reference template', () => {
  test('resolves as it stands, without a warning', async () => {
    const { warnings, outputs } = await load()
    assert.deepEqual(warnings, [])
    assert.equal(outputs.UserPoolId, 'us-east-1_People001')
  })

  test('has a public client with SRP, password and refresh, and a confidential one for the session', async () => {
    const { resources } = await load({ AppOrigin: 'https://app.localhost:4443' })
    const [web, session] = [find(resources, 'WebClient'), find(resources, 'SessionClient')]
    assert.deepEqual(web.ExplicitAuthFlows, [
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ])
    assert.equal(web.GenerateSecret, false)
    assert.equal(session.GenerateSecret, true)
    assert.deepEqual(session.CallbackURLs, ['https://app.localhost:4443/auth/callback'])
  })

  test('guards every route but the health check, and every scope by any of its scopes', async () => {
    const { resources } = await load()
    const { paths } = find(resources, 'NotesApi').Body
    const security = Object.entries<any>(paths).flatMap(([path, item]) =>
      Object.entries<any>(item).map(([method, operation]) => [`${method} ${path}`, operation.security?.[0]?.People]),
    )
    const [read, write] = ['read', 'write'].map((name) => ['aws.cognito.signin.user.admin', `notes/${name}`])
    assert.deepEqual(Object.fromEntries(security.filter(([key]) => !key.startsWith('options'))), {
      'get /health': undefined,
      'get /me': [],
      'get /notes': read,
      'post /notes': write,
      'put /notes/{id}': write,
      'delete /notes/{id}': write,
      'get /admin/figures': read,
    })
    assert.deepEqual(
      security.filter(([key, scopes]) => key.startsWith('options') && scopes !== undefined),
      [],
    )
  })

  test('compiles to a REST API and an HTTP API', async () => {
    const { resources } = await load()
    const resolveIssuer = (issuer: string) =>
      issuer.replace('https://cognito-idp.us-east-1.amazonaws.com', 'https://localhost:9443')
    const { apis } = definitionFromTemplate(resources, { ...deployment, resolveIssuer })
    assert.equal(apis.length, 2)
  })

  test('finds its function beside it', async () => {
    const { resources } = await load()
    const { definitions, warnings } = functionDefinitions(resources, new URL('.', file).pathname)
    assert.deepEqual(warnings, [])
    assert.deepEqual(
      definitions.map(({ handler, timeoutSeconds, environment }) => ({
        handler,
        timeoutSeconds,
        keys: Object.keys(environment),
      })),
      [{ handler: 'index.handler', timeoutSeconds: 10, keys: ['TABLE_NAME', 'ALLOWED_ORIGIN'] }],
    )
  })
})
