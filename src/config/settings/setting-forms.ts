// What values may look like. Each is a text on the command line and in the environment.
import * as v from 'valibot'
import { parseDomainCertificates, parseTruststores } from './domain-pairs.ts'
import { parseLogPlaces } from './log-places.ts'
import { parseVpcLinks } from './vpc-links.ts'

export const text = v.pipe(v.string(), v.minLength(1))
export const wholeNumber = v.union([v.number(), v.pipe(v.string(), v.digits(), v.transform(Number))])
export const port = v.pipe(wholeNumber, v.integer(), v.minValue(0), v.maxValue(65_535))
export const flag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false', '1', '0']),
    v.transform((value) => value === 'true' || value === '1'),
  ),
])
export const databaseUrl = v.pipe(text, v.regex(/^postgres(ql)?:\/\//))
export const hostName = v.pipe(v.string(), v.toLowerCase(), v.regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/))
/** `host:port`, with IPv6 in brackets. */
export const address = v.pipe(
  v.string(),
  v.regex(/^([a-z0-9.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/i),
  v.transform((text) => {
    const colon = text.lastIndexOf(':')
    return { host: text.slice(0, colon).replaceAll(/[[\]]/g, ''), port: Number(text.slice(colon + 1)) }
  }),
  v.check(({ port: number }) => number <= 65_535),
)
export const logLevel = v.picklist(['debug', 'info', 'warn', 'error', 'silent'])
export const logPlaces = parsedBy(parseLogPlaces)
export const vpcLinks = parsedBy(parseVpcLinks)
export const domainCertificates = parsedBy(parseDomainCertificates)
export const truststores = parsedBy(parseTruststores)
export const region = v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/))
/** Names with what each stands for: `Pool=us-east-1_AbCdEf123 Client=1h57kf5cpq17m0eml`. */
export const identifierPairs = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9]+=[\w-]+( [A-Za-z0-9]+=[\w-]+)*$/),
  v.transform((text): Readonly<Record<string, string>> =>
    Object.fromEntries(
      text.split(' ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
  ),
)
/** An address to write to, on one line: `mailto:` or `https:`. */
export const contactUri = v.pipe(
  v.string(),
  v.regex(/^(mailto:[^\s@]+@|https:\/\/)[!-~]+$/),
  v.check((text) => URL.canParse(text)),
)
export const emailAddress = v.pipe(
  v.string(),
  v.regex(/^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\]+$/),
)
/** An address, with or without a name before it. */
export const mailbox = v.pipe(
  v.string(),
  v.regex(/^(?:[^<>"\p{C}]*<)?[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\]+>?$/u),
)
/** `smtp://` or `smtps://`, a host, and what else a mail server needs. A password has a file of its own. */
export const smtpServer = v.pipe(
  v.string(),
  v.regex(/^smtps?:\/\/[^/?#\s]+\/?$/),
  v.check((text) => URL.canParse(text) && new URL(text).password === '' && new URL(text).hostname !== ''),
  v.transform((text) => {
    const { protocol, hostname, port: number, username } = new URL(text)
    const isTls = protocol === 'smtps:'
    return {
      host: hostname.replaceAll(/[[\]]/g, ''),
      port: number === '' ? (isTls ? 465 : 587) : Number(number),
      isTls,
      user: username === '' ? undefined : decodeURIComponent(username),
    }
  }),
)

function parsedBy<Value>(parse: (text: string) => Value | undefined) {
  return v.pipe(
    v.string(),
    v.rawTransform<string, Value>(({ dataset, addIssue, NEVER }) => {
      const value = parse(dataset.value)
      if (value !== undefined) return value
      addIssue()
      return NEVER
    }),
  )
}

/** `10000/5000`: requests a second, and how many of them at once. */
export const throttle = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,8}\/[1-9]\d{0,8}$/, 'must be two whole numbers, such as 10000/5000'),
  v.transform((value) => {
    const [ratePerSecond = 0, burst = 0] = value.split('/').map(Number)
    return { ratePerSecond, burst }
  }),
)
