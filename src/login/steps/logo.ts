import { logoPath, logoVersion } from '../../domain/branding/ui-customization-rendering.ts'
import type { DomainRoute } from '../../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../../http/message.ts'
import { parseQuery } from '../../http/query.ts'

/** The logo of a pool's classic pages, as SetUICustomization was given it: a picture, and never anything else. */
export const logoRoute: DomainRoute = {
  method: 'GET',
  path: logoPath,
  isOpenToScripts: false,
  handle: async ({ domain, query: text }, ports): Promise<HttpResponse> => {
    const query = parseQuery(text)
    const values = query.ok ? query.values : new Map<string, string>()
    const clientId = values.get('client_id') ?? ''
    const found = await ports.storage.branding.findUiCustomization(domain.pool.id, clientId)
    const logo = found?.logo
    if (logo === undefined || logoVersion(logo) !== values.get('v')) {
      return { status: 404, headers: { 'cache-control': 'no-store' }, body: '' }
    }
    return {
      status: 200,
      headers: {
        'content-type': logo.type,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=31536000, immutable',
      },
      body: logo.bytes,
    }
  },
}
