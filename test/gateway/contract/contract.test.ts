import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ApiExtra } from '../../../src/gateway/definition/api-extra.ts'
import { apiExtras } from '../../../src/gateway/definition/api-extras.ts'
import { unprovenExtras } from '../../../src/gateway/definition/unproven-extras.ts'
import { httpApi } from '../http-api-under-test.ts'
import { restApi } from '../rest-api-under-test.ts'
import { showElsewhere } from '../../contract/show-elsewhere.ts'
import { lambdaAuthorizers } from './lambda-authorizers.ts'
import { iamAuthorization } from './iam.ts'
import { revocation } from './revocation.ts'
import { apiKeys } from './api-keys.ts'
import { gatewayResponses } from './gateway-responses.ts'
import { routing } from './routing.ts'
import { stagesAndDomains } from './stages-and-domains.ts'
import { integrations } from './integrations.ts'
import { lambdaPayloads } from './lambda-payloads.ts'
import { parameterMapping } from './parameter-mapping.ts'
import { validationAndTemplates } from './validation-and-templates.ts'
import { binaryAndCompression } from './binary-and-compression.ts'
import { throttlingRows } from './throttling.ts'
import { limits } from './limits.ts'
import { headers } from './headers.ts'
import { logsAndMetrics } from './logs-and-metrics.ts'
import { additions } from './additions.ts'
import { openApiExtensions } from './openapi-extensions.ts'
import { templateSurface } from './template-surface.ts'
import { httpTags, restTags } from './contract-apis.ts'
import { cors } from './cors.ts'
import { httpJwt } from './http-jwt.ts'
import { pipeline } from './pipeline.ts'
import { restCognito } from './rest-cognito.ts'
import { problemOf } from './problem-of.ts'
import { httpProperties } from './properties/http.ts'
import { owedProperties } from './properties/property.ts'
import { restProperties } from './properties/rest.ts'
import { samProperties } from './properties/sam.ts'
import type { Row, Shown } from './row.ts'

// Statements about API Gateway, one by one: each is shown here, or by a test that is there.

const sections: Readonly<Record<string, readonly Row[]>> = {
  '1.1': pipeline,
  '1.2': restCognito,
  '1.3': httpJwt,
  '1.4': lambdaAuthorizers,
  '1.5': iamAuthorization,
  '1.6': revocation,
  '1.7': apiKeys,
  '1.8': gatewayResponses,
  '1.9': routing,
  '1.10': stagesAndDomains,
  '1.11': integrations,
  '1.12': lambdaPayloads,
  '1.13': parameterMapping,
  '1.14': validationAndTemplates,
  '1.15': binaryAndCompression,
  '1.16': cors,
  '1.17': throttlingRows,
  '1.18': limits,
  '1.19': headers,
  '1.20': logsAndMetrics,
  '1.21': additions,
  '1.22': openApiExtensions,
  '1.23': templateSurface,
}

async function show(shown: Shown): Promise<void> {
  if (typeof shown === 'function') return await shown()
  if ('owed' in shown) return
  if (!('chosenBy' in shown)) return showElsewhere(shown)
  assert.ok(Object.hasOwn(apiExtras, shown.chosenBy))
  await shown.test()
}

for (const [section, rows] of Object.entries(sections)) {
  describe(section, () => {
    for (const { says, shown } of rows) test(`${section} ${says}`, () => show(shown))
  })
}

const owed = [
  ...Object.entries(sections).flatMap(([section, rows]) =>
    rows.flatMap(({ says, shown }) => ('owed' in shown ? [`${section} ${says} (${shown.owed})`] : [])),
  ),
  ...owedProperties(restProperties, httpProperties, samProperties()),
]

test('every section has rows', () => {
  const expected = Array.from({ length: 23 }, (_, index) => `1.${index + 1}`)
  assert.deepEqual(Object.keys(sections), expected)
  for (const [section, rows] of Object.entries(sections)) assert.ok(rows.length > 0, section)
})

test('every switch is a row', () => {
  const rows = Object.values(sections).flat()
  const chosen = new Set(rows.flatMap(({ shown }) => ('chosenBy' in shown ? [shown.chosenBy] : [])))
  for (const name of Object.keys(unprovenExtras)) assert.ok(chosen.has(name as never), name)
})

test('a switch of one kind of API is refused on the other', () => {
  for (const [name, { of, default: value }] of Object.entries<ApiExtra<unknown>>(unprovenExtras)) {
    const rest = problemOf(restApi({ paths: {}, properties: { Tags: restTags({ [name]: String(value) }) } }))
    const http = problemOf(httpApi({ paths: {}, properties: { Tags: httpTags({ [name]: String(value) }) } }))
    assert.equal(rest === '', of !== 'HTTP', name)
    assert.equal(http === '', of !== 'REST', name)
  }
})

test('nothing is owed', () => assert.deepEqual(owed, []))

test('a row whose test is gone fails: the planted defect', async () => {
  await assert.rejects(show({ file: 'src/gateway/rest-api.test.ts', test: 'answers 405' }), /has no test/)
  await assert.rejects(show({ differs: 'nothing that anybody wrote' }))
})
