import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { rowsOf, shownHere } from './row.ts'

const table = readFileSync(new URL('../observation/context-variables.test.ts', import.meta.url), 'utf8')

const identity =
  'accountId caller cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId cognitoIdentityPoolId principalOrgId clientCert.clientCertPem clientCert.issuerDN clientCert.serialNumber clientCert.subjectDN clientCert.validity.notAfter clientCert.validity.notBefore sourceIp user userAgent userArn apiKey apiKeyId'
const variables = [
  ...'accountId apiId awsEndpointRequestId awsEndpointRequestId2 customDomain.basePathMatched domainName domainPrefix extendedRequestId httpMethod path protocol requestId requestTime requestTimeEpoch responseLatency responseLength stage status routeKey dataProcessed resourceId resourcePath xrayTraceId wafResponseCode webaclArn'.split(
    ' ',
  ),
  ...identity.split(' ').map((name) => `identity.${name}`),
  ...[
    'error',
    'principalId',
    'claims.email',
    'latency',
    'status',
    'integrationLatency',
    'integrationStatus',
    'requestId',
  ].map((name) => `authorizer.${name}`),
  ...['message', 'messageString', 'responseType', 'validationErrorString'].map((name) => `error.${name}`),
  ...['error', 'integrationStatus', 'latency', 'requestId', 'status'].map((name) => `integration.${name}`),
  'integrationErrorMessage',
  'integrationLatency',
  'integrationStatus',
  ...['authorize', 'authenticate', 'waf'].flatMap((phase) =>
    ['error', 'latency', 'status'].map((name) => `${phase}.${name}`),
  ),
]

/** Section 1.20. */
export const logsAndMetrics = [
  ...rowsOf('src/gateway/observation/access-log-line.test.ts', {
    'a line in CLF, as the guide has it': 'is that of the guide in CLF',
    JSON: 'is JSON, whatever the values are',
    XML: 'is XML, whatever the values are',
    CSV: 'is CSV, whatever the values are',
    'a variable without a value is a dash': 'is text with quotation marks escaped, and a dash for what is missing',
    'a format of one line': 'is refused when the template is read: ${String(problem)}',
  }),
  ...rowsOf('test/gateway/observation/context-variables.test.ts', {
    'all variables, in requests of every kind': 'are what they should be: ${scenario}',
    'those of the other kind of API are a dash': 'each is in the table by its name, or has a reason to be missing',
  }),
  // The table there says of each what it is, or why it never is.
  ...shownHere(
    Object.fromEntries(
      variables.map((name) => [
        `$context.${name}`,
        () => assert.match(table, new RegExp(`(?:^|[\\s'"])${name.replaceAll('.', '\\.')}['":]`, 'm')),
      ]),
    ),
  ),
  ...rowsOf('src/server/metrics/gateway-counters.test.ts', {
    'metrics of REST APIs by ApiName, Stage, Method and Resource': 'have the names and dimensions of REST APIs',
    'metrics of HTTP APIs by ApiId, Stage and Route': 'have the names and dimensions of HTTP APIs',
  }),
  ...shownHere({
    'a client’s own request id of REST': { differs: '`requestId` is never the client' },
  }),
  ...rowsOf('test/gateway/response-cache/response-cache.test.ts', {
    'CacheHitCount and CacheMissCount': '1.20 hits and misses are counted, and a hit has no backend’s latency',
  }),
]
