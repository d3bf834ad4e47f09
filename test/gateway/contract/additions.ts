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
  ...rowsOf('test/gateway/certificates/mutual-tls.test.ts', {
    'mutual TLS of custom domains, by their truststore': '1.21 mutual TLS of custom domains',
    'a chain of four': '1.21 a chain of four is taken',
    'the default endpoint is disabled': '1.21 the default endpoint that is disabled is 403, also to a good certificate',
    'nobody without a good certificate': 'nobody comes in with ${what}',
  }),
  ...rowsOf('test/gateway/certificates/domain-certificates.test.ts', {
    'truststores in S3': 'beside the template, or what a setting says of a bucket, else refused with what to write',
  }),
  ...rowsOf('test/gateway/response-streaming/functions.test.ts', {
    'STREAM of functions: metadata, eight zero bytes, the body':
      '1.21 metadata, eight zero bytes and the body, however they are cut',
    'a time-out for all of the response':
      '1.21 the time-out is for all of the response: 504 before the metadata, cut off behind them',
    '2 MB a second behind the first 10 MB': '1.21 what is over the first bytes goes at the pace of the gateway',
  }),
  ...rowsOf('test/gateway/response-streaming/http.test.ts', {
    'STREAM of HTTP_PROXY, beyond 10 MB': '1.21 a response goes on while the backend writes it, beyond 10 MB',
    'requests stay whole': '1.21 requests are not streamed: the backend gets them whole, with their length',
  }),
  ...rowsOf('test/gateway/response-streaming/definition.test.ts', {
    'five minutes without a byte, thirty seconds at an edge':
      '1.21 an edge endpoint, the default, idles for 30 seconds, a regional one for 5 minutes',
    'no templates, caching and compression': '1.21 refuses ${name}',
  }),
  ...rowsOf('test/gateway/vpc-links.test.ts', {
    'integrationTarget of a private integration':
      '1.21 integrationTarget counts before the link, and a link before what it has as targets',
  }),
  ...rowsOf('src/gateway/custom-domains.test.ts', {
    'disableExecuteApiEndpoint: 403 Forbidden': 'a disabled default endpoint answers 403 and the domain goes on',
  }),
]
