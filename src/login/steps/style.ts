import type { DomainRequest, DomainRoute } from '../../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../../http/message.ts'
import { parseQuery } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'
import { picturePath, sheetPath } from '../branding/addresses.ts'
import { findStyle } from '../branding/find-style.ts'
import type { Style } from '../branding/style.ts'
import { answerFile, keptForEver } from '../static-file.ts'

/** The style sheet and the pictures of a client's style. */
export const styleRoutes: readonly DomainRoute[] = [
  styleRoute(sheetPath, (style, version, request) => {
    const answer = answerFile(style.sheet, request.headers)
    // A page that was drawn a moment before a change has the address of the old one, and gets the new one, once.
    const isCurrent = style.version === version
    return isCurrent ? answer : { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } }
  }),
  styleRoute(picturePath, ({ pictures }, version): HttpResponse => {
    const picture = pictures.get(version)
    if (picture === undefined) return { status: 404, headers: { 'cache-control': 'no-store' }, body: '' }
    return {
      status: 200,
      headers: {
        'content-type': picture.type,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': keptForEver,
      },
      body: picture.bytes,
    }
  }),
]

function styleRoute(
  path: string,
  answer: (style: Style, version: string, request: DomainRequest) => HttpResponse,
): DomainRoute {
  return {
    method: 'GET',
    path,
    isOpenToScripts: false,
    handle: async (request: DomainRequest, ports: Pick<Ports, 'storage'>) => {
      const query = parseQuery(request.query)
      const values = query.ok ? query.values : new Map<string, string>()
      const { style } = await findStyle(ports, request.domain, values.get('client_id') ?? '')
      return answer(style, values.get('v') ?? '', request)
    },
  }
}
