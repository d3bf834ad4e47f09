import { fc } from '../../fast-check.ts'

/** How servers behind a gateway read a path before they decide what it names. */
export const pathReadings: Readonly<Record<string, (path: string) => string>> = {
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
export const pathSpelling = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => `/${pieces.join('/')}`)

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
