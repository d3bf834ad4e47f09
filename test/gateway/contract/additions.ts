import { httpApi } from '../http-api-under-test.ts'
import { resource } from '../gateway-under-test.ts'
import assert from 'node:assert/strict'
import { operation, restApi } from '../rest-api-under-test.ts'
import { lambda } from './contract-apis.ts'
import { problemOf } from './problem-of.ts'
import { rowsOf, shownHere } from './row.ts'

const paths = { '/a': { get: operation(lambda('ok')) } }

/** Section 1.21. */
export const additions = [
  ...shownHere({
    'responseTransferMode STREAM': { owed: 'edge' },
    'mutual TLS of custom domains': { owed: 'edge' },
    'SecurityPolicy and endpointAccessMode are the listener’s': () => {
      const properties = { SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', EndpointAccessMode: 'STRICT' }
      assert.equal(problemOf(restApi({ paths, properties })), '')
    },
    'portals are refused': () =>
      assert.match(problemOf([resource('P', 'AWS::ApiGatewayV2::Portal', {})]), /is not supported/),
    'dual-stack addresses are the listener’s': () => {
      assert.equal(problemOf(httpApi({ paths: {}, properties: { IpAddressType: 'dualstack' } })), '')
    },
    'private custom domains are refused': () => {
      const domain = (EndpointConfiguration: unknown) => [
        resource('D', 'AWS::ApiGateway::DomainName', { DomainName: 'a.example.com', EndpointConfiguration }),
      ]
      assert.match(problemOf(domain({ Types: ['PRIVATE'] })), /private endpoints are not supported/)
      assert.equal(problemOf(domain({ Types: ['REGIONAL'] })), '')
    },
    'SigV4a of REST APIs': { differs: 'SigV4a and roles do not exist' },
  }),
  ...rowsOf('test/gateway/vpc-links.test.ts', {
    'integrationTarget of a private integration':
      '1.21 integrationTarget counts before the link, and a link before what it has as targets',
  }),
  ...rowsOf('src/gateway/custom-domains.test.ts', {
    'disableExecuteApiEndpoint: 403 Forbidden': 'a disabled default endpoint answers 403 and the domain goes on',
  }),
]
