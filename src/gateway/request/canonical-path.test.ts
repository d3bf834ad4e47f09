import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { parseCanonicalPath } from './canonical-path.ts'
import type { RouteDefinition } from '../definition/route.ts'
import { createRouteTable } from '../router/route-table.ts'

const integration = { kind: 'lambda-proxy', functionArn: '', payloadFormat: '1.0', timeoutMilliseconds: 1000 } as const
const open = { kind: 'none' } as const
const rest = { isApiKeyRequired: false, throttle: undefined, authorization: open, integration }
const route = (path: string): RouteDefinition => ({ id: path, method: 'GET', path, ...rest })
const tables = {
  REST: createRouteTable('REST', [route('/admin/{proxy+}'), route('/{proxy+}')]),
  HTTP: createRouteTable('HTTP', [route('/admin/{proxy+}'), route('$default')]),
}

/** How servers behind a gateway read a path before they decide what it names. */
const normalisers: Readonly<Record<string, (path: string) => string>> = {
  'decodes once, resolves dots': (path) => resolveDots(decode(path)),
  'decodes twice, resolves dots': (path) => resolveDots(decode(decode(path))),
  'merges slashes': (path) => resolveDots(decode(path).replaceAll(/\/+/g, '/')),
  'cuts parameters, then decodes': (path) => resolveDots(decode(path.replaceAll(/;[^/]*/g, ''))),
  'decodes, then cuts parameters': (path) => resolveDots(decode(path).replaceAll(/;[^/]*/g, '')),
  'backslashes are slashes': (path) => resolveDots(decode(path).replaceAll('\\', '/')),
  'stops at NUL': (path) => resolveDots(decode(path).split('\0', 1)[0] ?? ''),
  'resolves dots, then decodes': (path) => decode(resolveDots(path)),
}

const piece = fc.constantFrom(
  'admin',
  'public',
  'x',
  '',
  '.',
  '..',
  '%2e',
  '%2e%2e',
  '.%2e',
  '%252e%252e',
  '..;',
  '..;a=b',
  'admin;a=b',
  '%61dmin',
  '%2561dmin',
  'adm%69n',
  'x%2f..%2fadmin',
  '..%2fadmin',
  '%2fadmin',
  'admin%2f',
  'x%5c..%5cadmin',
  '..\\admin',
  'admin%00',
  'x%00',
  '%c0%ae%c0%ae',
  'admin%20',
  '%e0%80%af',
  'ａdmin',
  '%EF%BD%81dmin',
  'admin%3bx',
  'admin%253bx',
  '%09admin',
)
const spelling = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => `/${pieces.join('/')}`)

/** What reaches the open route and is read as the protected one by some server. */
function bypasses(path: string, refusesAmbiguity: boolean): string[] {
  const canonical = parseCanonicalPath(path)
  if (canonical === undefined || (refusesAmbiguity && canonical.isAmbiguous)) return []
  return Object.values(tables).flatMap((table) => {
    const match = table.match('GET', canonical.segments)
    if (match === undefined || match.route.path === '/admin/{proxy+}') return []
    return Object.entries(normalisers).flatMap(([name, normalise]) =>
      /^\/admin\/./.test(normalise(canonical.text)) ? [`${path} as ${canonical.text}: ${name}`] : [],
    )
  })
}

describe('canonical path', () => {
  test('no spelling passes an open route and is read as the protected one', () => {
    fc.assert(
      fc.property(spelling, (path) => {
        assert.deepEqual(bypasses(path, true), [])
      }),
      { numRuns: 20_000 },
    )
  })

  test('the harness notices what ambiguity would let through', () => {
    const paths = fc.sample(spelling, { numRuns: 5000, seed: 1 })
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

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function resolveDots(path: string): string {
  const kept: string[] = []
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') kept.pop()
    else if (segment !== '.') kept.push(segment)
  }
  return `/${kept.join('/')}`
}
