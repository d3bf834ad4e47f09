import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import { noUserInfo, type Dialect } from './dialect.ts'
import { oidc } from './oidc.ts'
import { askProvider } from './provider-call.ts'

/** Fields of a person in Google's People API that attributes can be mapped from; all else is in the ID token. */
const personFields: readonly string[] = [
  'addresses',
  'birthdays',
  'emailAddresses',
  'genders',
  'locales',
  'names',
  'nicknames',
  'organizations',
  'phoneNumbers',
  'urls',
]

/** Google: OpenID Connect, with people's further data in an API of its own, which is asked only where one is mapped. */
export const google: Dialect = {
  ...oidc,
  async askUserInfo(ports, { provider, endpoints, accessToken }) {
    const asked = personFields.filter((field) => Object.values(provider.attributeMapping).includes(field))
    if (endpoints.userInfo === undefined || asked.length === 0) return noUserInfo
    const reply = await askProvider(ports, `${endpoints.userInfo}${asked.join(',')}`, {
      providerName: provider.name,
      what: 'user info',
      headers: { authorization: `Bearer ${accessToken}` },
    })
    if (reply.kind === 'failed') return reply
    const { document } = reply
    const claims = asked.flatMap((field) => {
      const text = firstOf(document[field])
      return text === undefined ? [] : [[field, text]]
    })
    return { kind: 'user-info', raw: document, claims: Object.fromEntries(claims) }
  },
}

/** Each field is a list; the one that Google calls primary comes first in it. */
function firstOf(field: unknown): string | undefined {
  const [first]: readonly unknown[] = Array.isArray(field) ? field : []
  if (!isJsonObject(first)) return undefined
  const { value, displayName, formattedValue, name, text, date } = first
  const named = [value, displayName, formattedValue, name, text].find((each) => typeof each === 'string')
  if (typeof named === 'string') return named
  if (!isJsonObject(date)) return undefined
  const { year = 0, month = 0, day = 0 } = date
  return [pad(year, 4), pad(month, 2), pad(day, 2)].join('-')
}

function pad(part: unknown, digits: number): string {
  return (typeof part === 'number' ? String(part) : '').padStart(digits, '0')
}
