import { isExtraAnywhere } from '../../domain/extras/extras.ts'
import { deviceConsentPath, devicePath } from '../../flows/authorization/device-pages.ts'
import { findWaitingDevice } from '../../flows/device-grant/find-waiting-device.ts'
import type { DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { parseQuery } from '../../http/query.ts'
import type { Html } from '../view/html.ts'
import { routesOf, type OpenedPage, type PageFamily, type PageSteps } from '../request/page-routes.ts'
import { pageView } from '../drawing/page-view.ts'
import { deviceCodeField, devicePage } from '../pages/device-page.ts'
import type { Problem } from '../view/view.ts'

/** Nobody is signed in yet, and no client is known. */
const family: PageFamily<OpenedPage> = {
  open: async (request, ports, csrfToken) => ({
    request,
    view: await pageView(ports, request, undefined, csrfToken),
    form: new Map(),
  }),
  redirectUri: () => undefined,
}

/** A code in the address is filled in, no more: it counts as typed when somebody sends it. */
const device: PageSteps<OpenedPage> = {
  path: devicePath,
  show: (page) => ({ kind: 'page', html: drawn(page, readCode(page), []) }),
  submit: async (page, ports) => {
    const { request, view, form } = page
    const { errors } = view.messages
    const text = form.get(deviceCodeField) ?? ''
    const again = (problem: string): Html => drawn(page, text, [{ field: deviceCodeField, text: problem }])
    if (text.trim() === '') return { kind: 'page', status: 422, html: again(errors.enterCode) }
    const { domain, facts } = request
    const typed = { pool: domain.pool, text, sourceIp: facts.sourceIp, browser: view.csrfToken }
    const found = await findWaitingDevice(ports, typed)
    if (found.kind === 'too-many') return { kind: 'page', status: 429, html: again(errors.tooManyAttempts) }
    if (found.kind === 'unknown') return { kind: 'page', status: 422, html: again(errors.deviceUnknown) }
    const location = `${domain.baseUrl}${deviceConsentPath}?request=${found.request}`
    return { kind: 'leave', location, cookies: [] }
  },
}

export const deviceRoutes: readonly DomainRoute[] = routesOf(family, device).map((route) => ({
  ...route,
  isOffered: (pool) => isExtraAnywhere(pool, 'device-grant'),
}))

function drawn({ view }: OpenedPage, code: string, problems: readonly Problem[]): Html {
  return devicePage(view, { code, problems })
}

function readCode({ request }: OpenedPage): string {
  const query = parseQuery(request.query)
  return (query.ok ? query.values.get(deviceCodeField) : undefined)?.slice(0, 64) ?? ''
}
