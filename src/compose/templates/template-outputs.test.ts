import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TemplateResource } from '../../domain/template-resource.ts'
import { emptyGateway } from '../../gateway/definition/gateway.ts'
import { createAddresses } from '../hosts/addresses.ts'
import { templateOutputs } from './template-outputs.ts'

const publicUrl = 'https://localhost:9443'
const addresses = createAddresses({ publicUrl: () => publicUrl, issuer: 'host', endpoints: 'own-host' })

function resource(type: string, physicalId: string, properties: TemplateResource['properties'] = {}): TemplateResource {
  const placeOf = () => ({ file: 'template.yaml', line: 1 })
  return { logicalId: 'A', type, physicalId, attributes: {}, properties, placeOf }
}

const pool = resource('AWS::Cognito::UserPool', 'eu-west-3_Own')
const domain = resource('AWS::Cognito::UserPoolDomain', 'notes', { Domain: 'notes', UserPoolId: 'eu-west-3_Own' })
const own = { apiId: 'abc123' } as (typeof emptyGateway.apis)[number]
const chat = { apiId: 'chat42' } as (typeof emptyGateway.webSocketApis)[number]

function shown(value: unknown): string | undefined {
  const gateway = { ...emptyGateway, apis: [own], webSocketApis: [chat] }
  const apiUrl = (apiId: string) => `${publicUrl}/_api/${apiId}`
  const reading = { gateway, resources: [pool, domain], outputs: { Value: value } }
  return templateOutputs(reading, { addresses, apiUrl })[0]?.value
}

describe('the outputs of a template', () => {
  const cases: Readonly<Record<string, readonly [value: unknown, shown: string]>> = {
    'an API': [
      'https://abc123.execute-api.eu-west-3.amazonaws.com/Prod/hello/',
      'https://localhost:9443/_api/abc123/Prod/hello/',
    ],
    'a WebSocket API': [
      'wss://chat42.execute-api.eu-west-3.amazonaws.com/prod',
      'wss://localhost:9443/_api/chat42/prod',
    ],
    'an API in China': ['https://abc123.execute-api.cn-north-1.amazonaws.com.cn/a', `${publicUrl}/_api/abc123/a`],
    'the issuer of a pool': [
      'https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_Own/.well-known/jwks.json',
      'https://localhost:9443/eu-west-3_Own/.well-known/jwks.json',
    ],
    'a sign-in page, within a sentence': [
      'curl https://notes.auth.eu-west-3.amazoncognito.com/login?client_id=1',
      'curl https://notes.auth.eu-west-3.localhost:9443/login?client_id=1',
    ],
    'an API of somebody else': [
      'https://other1.execute-api.eu-west-3.amazonaws.com/a',
      'https://other1.execute-api.eu-west-3.amazonaws.com/a',
    ],
    'a pool of somebody else': [
      'https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_Other',
      'https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_Other',
    ],
    'a domain of somebody else': [
      'https://other.auth.eu-west-3.amazoncognito.com',
      'https://other.auth.eu-west-3.amazoncognito.com',
    ],
    'what is no text': [[1, 'two'], '[1,"two"]'],
  }
  for (const [name, [value, expected]] of Object.entries(cases)) {
    test(`tell ${name}`, () => assert.equal(shown(value), expected))
  }
})
