/** Which ARNs of log delivery mean which sink. */
export interface LogPlace {
  readonly matches: (arn: string) => boolean
  readonly sink:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'http'; readonly url: string }
    | { readonly kind: 'stdout' }
}

/**
 * Reads `arn:aws:logs:*=stdout arn:aws:s3:::audit=file:/var/log/audit.jsonl *=https://logs.example.com/in`: pairs with
 * spaces between, in each an ARN, whose `*` stands for anything, and a sink. Undefined where one makes no sense.
 */
export function parseLogPlaces(text: string): readonly LogPlace[] | undefined {
  const places = text.trim().split(/\s+/).map(parsePlace)
  return places.every((place) => place !== undefined) ? places : undefined
}

function parsePlace(text: string): LogPlace | undefined {
  const [, pattern = '', target = ''] = /^([^=]+)=(.+)$/.exec(text) ?? []
  const sink = parseSink(target)
  if (!/^(\*|arn:[\w+=/,.@:*-]+)$/.test(pattern) || sink === undefined) return undefined
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+^$()|[\]\\{}?]/g, String.raw`\$&`))
  const shape = new RegExp(`^${parts.join('.*')}$`)
  return { matches: (arn) => shape.test(arn), sink }
}

function parseSink(target: string): LogPlace['sink'] | undefined {
  if (target === 'stdout') return { kind: 'stdout' }
  if (target.startsWith('file:')) return target.length > 5 ? { kind: 'file', path: target.slice(5) } : undefined
  if (!URL.canParse(target)) return undefined
  const { protocol, hostname, username, password } = new URL(target)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isHere)
  return isSafe && username === '' && password === '' ? { kind: 'http', url: target } : undefined
}
