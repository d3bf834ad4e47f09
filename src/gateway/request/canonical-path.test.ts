import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { pathReadings, pathSpelling } from '../../../test/gateway/attacks/path-readings.ts'
import { parseCanonicalPath } from './canonical-path.ts'
import type { RouteDefinition } from '../definition/route.ts'
import { createRouteTable } from '../router/route-table.ts'

const integration = {
  kind: 'lambda-proxy',
  functionArn: '',
  payloadFormat: '1.0',
  textResultType: '',
  remappedHeaders: 'documented',
  responses: new Map(),
  timeoutMilliseconds: 1000,
} as const
const open = { kind: 'none' } as const
const rest = {
  isApiKeyRequired: false,
  throttle: undefined,
  hasDetailedMetrics: false,
  authorization: open,
  integration,
}
const route = (path: string): RouteDefinition => ({ id: path, method: 'GET', path, ...rest })
const tables = {
  REST: createRouteTable('REST', [route('/admin/{proxy+}'), route('/{proxy+}')]),
  HTTP: createRouteTable('HTTP', [route('/admin/{proxy+}'), route('$default')]),
}

/** What reaches the open route and is read as the protected one by some server. */
function bypasses(path: string, refusesAmbiguity: boolean): string[] {
  const canonical = parseCanonicalPath(path)
  if (canonical === undefined || (refusesAmbiguity && canonical.isAmbiguous)) return []
  return Object.values(tables).flatMap((table) => {
    const match = table.match('GET', canonical.segments)
    if (match === undefined || match.route.path === '/admin/{proxy+}') return []
    return Object.entries(pathReadings).flatMap(([name, read]) =>
      /^\/admin\/./.test(read(canonical.text)) ? [`${path} as ${canonical.text}: ${name}`] : [],
    )
  })
}

describe('canonical path', () => {
  test('no spelling passes an open route and is read as the protected one', () => {
    fc.assert(
      fc.property(pathSpelling, (path) => {
        assert.deepEqual(bypasses(path, true), [])
      }),
      { numRuns: 20_000 },
    )
  })

  test('the harness notices what ambiguity would let through', () => {
    const paths = fc.sample(pathSpelling, { numRuns: 5000, seed: 1 })
    assert.ok(paths.flatMap((path) => bypasses(path, false)).length > 0)
  })

  test('spelling is stable: what is forwarded reads as what was matched', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 4 }),
        (segments) => {
          const written = `/${segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join('/')}`
          const once = parseCanonicalPath(written)
          if (once === undefined) return
          assert.deepEqual(parseCanonicalPath(once.text), once)
        },
      ),
      { numRuns: 5000 },
    )
  })

  test('anything at all is a path or is refused, and never a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const canonical = parseCanonicalPath(`/${text}`)
        assert.ok(canonical === undefined || /^\/[\x21-\x7e]*$/.test(canonical.text))
      }),
      { numRuns: 5000 },
    )
  })
})
