import type { ParameterMapping } from '../definition/parameter-mapping.ts'
import { isWritableHeader, withoutHeaders, type HeaderList } from '../../http/header-list.ts'

/** `octets` by `mappedOctets`. Undefined where they cannot be written to a header: a claim with a line break must not become two headers. */
export function withMappedHeader(
  headers: HeaderList,
  { action, name }: Pick<ParameterMapping, 'action' | 'name'>,
  octets: string | undefined,
): HeaderList | undefined {
  const lower = name.toLowerCase()
  // Taken off first: where the value is missing, what was sent under this name must not arrive instead.
  const base = action === 'append' ? headers : withoutHeaders(headers, (header) => header === lower)
  if (action === 'remove' || octets === undefined) return base
  return isWritableHeader(name, octets) ? [...base, [name, octets]] : undefined
}
