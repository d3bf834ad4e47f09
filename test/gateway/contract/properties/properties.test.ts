import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { resource } from '../../gateway-under-test.ts'
import { httpBase, httpProperties, refusedHttpTypes } from './http.ts'
import { outcomeOf, showProperty } from './property.ts'
import { refusedRestTypes, restBase, restProperties } from './rest.ts'

// Every property of CloudFormation: it acts, it is refused, or there is nothing for it to do. None is read and forgotten.

const bases = [
  { base: restBase, properties: restProperties },
  { base: httpBase, properties: httpProperties },
]

describe('1.23 properties of CloudFormation', () => {
  for (const { base, properties } of bases) {
    for (const [type, named] of Object.entries(properties)) {
      for (const [name, property] of Object.entries(named)) {
        test(`${type} ${name}`, () => showProperty(base, type, name, property))
      }
    }
  }

  for (const type of [...refusedRestTypes, ...refusedHttpTypes]) {
    test(`${type} is refused`, () => assert.match(String(outcomeOf([resource('Other', type, {})])), /is not supported/))
  }

  test('a property that nobody knows is refused in every resource that is read', () => {
    // What has nothing to do here is not read; a validator is where a method names it.
    const unread = /Account|Documentation|ApiGatewayV2::Deployment|RequestValidator/
    for (const { base, properties } of bases) {
      for (const type of Object.keys(properties).filter((candidate) => !unread.test(candidate))) {
        const resources = base.map((one) =>
          one.type === type.split(' ')[0] ? { ...one, properties: { ...one.properties, Nonsense: 1 } } : one,
        )
        assert.match(String(outcomeOf(resources)), /Nonsense/, type)
      }
    }
  })

  test('every property that the loading code knows is in the table', () => {
    const known = new Set(
      [...Object.values(restProperties), ...Object.values(httpProperties)].flatMap((named) =>
        Object.keys(named).map((name) => name.split('.').at(-1)),
      ),
    )
    const unknown = loadingNames().filter((name) => !known.has(name) && !ofOthers.has(name))
    assert.deepEqual(unknown, [])
  })

  test('a property that is read and forgotten is noticed: the planted defect', () => {
    assert.throws(
      () => showProperty(restBase, 'AWS::ApiGateway::Stage', 'Description', { acts: 'a' }),
      /changes nothing/,
    )
    assert.throws(() => showProperty(restBase, 'AWS::ApiGateway::Stage', 'Description', { refused: 'a' }), /is taken/)
  })
})

/** Members of structures, which their own tests look at, and what only WebSocket APIs have. */
const ofOthers = new Set([
  'DetailedMetricsEnabled',
  'ReceiveMessage',
  'RequireAuthorizationForCacheControl',
  'ResourcePath',
  'SendMessage',
  'UnauthorizedCacheControlHeaderStrategy',
])

/** The names in lists of the loading code that could be properties. */
function loadingNames(): readonly string[] {
  const folder = new URL('../../../../src/gateway/loading/', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?:rest|http|stages|domains)\/.*(?<!test)\.ts$/.test(file),
  )
  const names = files.flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^ {2,4}'([A-Z][a-z][A-Za-z]+)',$/gm)].map(
      ([, name = '']) => name,
    ),
  )
  return [...new Set(names)]
}
