import type { Principal } from '../exchange/principal.ts'
import { headerValues, type HeaderList } from '../../http/header-list.ts'

/** The API key of a request, or of a handshake: in a header, or in what the Lambda authorizer said. */
export function sentApiKey(
  source: 'HEADER' | 'AUTHORIZER',
  { headers, principal }: { readonly headers: HeaderList; readonly principal: Principal | undefined },
): string | undefined {
  if (source === 'AUTHORIZER') return principal?.kind === 'function' ? principal.usageIdentifierKey : undefined
  const [value, ...others] = headerValues(headers, 'x-api-key')
  return others.length > 0 || value === '' ? undefined : value
}
