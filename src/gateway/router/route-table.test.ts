import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import type { ApiKind } from '../definition/api.ts'
import type { RouteDefinition } from '../definition/route.ts'
import { parseRoutePath } from './route-path.ts'
import { createRouteTable, requestsOf } from './route-table.ts'

const authorization = { kind: 'none' } as const
const integration = {
  kind: 'lambda-proxy',
  functionArn: '',
  payloadFormat: '1.0',
  textResultType: '',
  remappedHeaders: 'documented',
  responses: new Map(),
  timeoutMilliseconds: 1000,
} as const
const rest = { isApiKeyRequired: false, throttle: undefined, hasDetailedMetrics: false, authorization, integration }

function route(method: string, path: string): RouteDefinition {
  return { id: `${method} ${path}`, method, path, ...rest }
}

/** The rules said once more, without a trie: filter all, then sort. */
function reference(kind: ApiKind, routes: readonly RouteDefinition[], method: string, segments: readonly string[]) {
  const candidates = routes.filter(
    (candidate) => (candidate.method === 'ANY' || candidate.method === method) && matches(candidate.path, segments),
  )
  return candidates.toSorted((one, other) => compare(kind, one, other))[0]?.id
}

function matches(path: string, segments: readonly string[]): boolean {
  if (path === '$default') return true
  const pattern = parseRoutePath(path)
  const isGreedy = pattern.at(-1)?.kind === 'greedy'
  if (isGreedy ? segments.length < pattern.length : segments.length !== pattern.length) return false
  return pattern.every((part, index) => part.kind !== 'literal' || part.text === segments[index])
}

function compare(kind: ApiKind, one: RouteDefinition, other: RouteDefinition): number {
  return (
    rank(one.path === '$default', other.path === '$default') ||
    (kind === 'HTTP' ? rank(isGreedy(one), isGreedy(other)) : 0) ||
    (kind === 'HTTP' && isGreedy(one) ? literalPrefix(other) - literalPrefix(one) : 0) ||
    specificity(one).localeCompare(specificity(other)) ||
    rank(one.method === 'ANY', other.method === 'ANY')
  )
}

function rank(isOneLater: boolean, isOtherLater: boolean): number {
  return Number(isOneLater) - Number(isOtherLater)
}

function isGreedy({ path }: RouteDefinition): boolean {
  return path.endsWith('+}')
}

function literalPrefix({ path }: RouteDefinition): number {
  const first = parseRoutePath(path).findIndex(({ kind }) => kind !== 'literal')
  return first === -1 ? Infinity : first
}

function specificity({ path }: RouteDefinition): string {
  const ranks = { literal: '0', parameter: '1', greedy: '2' }
  return parseRoutePath(path)
    .map(({ kind }) => ranks[kind])
    .join('')
}

const literal = fc.constantFrom('a', 'b', 'c')
const segment = fc.oneof(literal, fc.constantFrom('{x}', '{y}'))
const path = fc.tuple(fc.array(segment, { maxLength: 4 }), fc.boolean()).map(([segments, greedy]) => {
  const named = segments.map((text, index) => text.replace(/[xy]/, (name) => `${name}${index}`))
  return `/${[...named, ...(greedy ? ['{rest+}'] : [])].join('/')}`
})
const method = fc.constantFrom('GET', 'POST', 'OPTIONS', 'ANY')
const routeSet = fc
  .array(fc.tuple(method, path), { maxLength: 12 })
  .map((pairs) => pairs.map(([verb, where]) => route(verb, where)))
  .map((routes) =>
    routes.filter(
      (candidate, index) => !routes.slice(0, index).some((other) => requestsOf(other) === requestsOf(candidate)),
    ),
  )
const request = fc.tuple(fc.constantFrom('GET', 'POST', 'OPTIONS', 'DELETE'), fc.array(literal, { maxLength: 5 }))

describe('route table', () => {
  for (const kind of ['REST', 'HTTP'] as const) {
    test(`agrees with the plain statement of the ${kind} rules`, () => {
      fc.assert(
        fc.property(
          routeSet,
          fc.boolean(),
          fc.array(request, { minLength: 1, maxLength: 8 }),
          (routes, hasDefault, requests) => {
            const all = kind === 'HTTP' && hasDefault ? [...routes, route('ANY', '$default')] : routes
            const table = createRouteTable(kind, all)
            for (const [verb, segments] of requests) {
              assert.equal(table.match(verb, segments)?.route.id, reference(kind, all, verb, segments))
            }
          },
        ),
        { numRuns: 2000 },
      )
    })
  }

  test('the comparison notices one kind’s rules applied to the other', () => {
    const routes = [route('GET', '/a/{rest+}'), route('GET', '/{x}/b')]
    assert.equal(createRouteTable('REST', routes).match('GET', ['a', 'b'])?.route.path, '/a/{rest+}')
    assert.equal(createRouteTable('HTTP', routes).match('GET', ['a', 'b'])?.route.path, '/{x}/b')
    assert.notEqual(
      createRouteTable('REST', routes).match('GET', ['a', 'b'])?.route.id,
      reference('HTTP', routes, 'GET', ['a', 'b']),
    )
  })

  test('1.9 ANY is the seven methods and no other, and `$default` is for no other either', () => {
    const table = createRouteTable('HTTP', [route('ANY', '/a'), route('ANY', '$default')])
    const found = ['GET', 'TRACE', 'PROPFIND', 'get', ''].map((method) => table.match(method, ['a'])?.route.path)
    assert.deepEqual(found, ['/a', undefined, undefined, undefined, undefined])
    assert.equal(table.match('QUERY', ['b']), undefined)
  })

  test('goes back where the more specific branch lacks the method', () => {
    const table = createRouteTable('REST', [
      route('GET', '/a/b'),
      route('OPTIONS', '/a/b'),
      route('ANY', '/a/{proxy+}'),
    ])
    assert.equal(table.match('GET', ['a', 'b'])?.route.path, '/a/b')
    assert.equal(table.match('POST', ['a', 'b'])?.route.path, '/a/{proxy+}')
    assert.equal(table.match('GET', ['a']), undefined)
  })

  test('gives parameters their segments', () => {
    const table = createRouteTable('HTTP', [route('GET', '/a/{id}/{rest+}')])
    assert.deepEqual(table.match('GET', ['a', '1', 'x', 'y'])?.parameters, [
      ['id', ['1']],
      ['rest', ['x', 'y']],
    ])
  })

  test('names of objects’ members are plain segments', () => {
    const table = createRouteTable('REST', [route('GET', '/a')])
    assert.equal(table.match('GET', ['__proto__']), undefined)
    assert.equal(table.match('GET', ['constructor']), undefined)
  })
})
