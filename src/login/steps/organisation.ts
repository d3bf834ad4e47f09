import { drawSignIn } from '../sign-in/draw-sign-in.ts'
import { isSearchingProviders } from '../sign-in/provider-search.ts'
import type { Page } from '../drawing/page.ts'
import { organisationPage } from '../pages/organisation-page.ts'
import { offeredProviders } from '../sign-in/pool-offers.ts'

/** Home-realm discovery (cognito-web contract, section 6.6): the domain of an address is an identifier of its provider. */
export const organisation: Page = {
  path: '/organisation',
  show: () => ({ kind: 'go', path: '/login' }),
  submit: async (page, ports) => {
    if (!(await isSearchingProviders(page, ports))) return { kind: 'go', path: '/login' }
    const { domain, query } = page.request
    const email = page.form.get('email')?.trim() ?? ''
    const identifier = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
    const found = await ports.storage.identityProviders.findByIdentifier(domain.pool.id, identifier)
    if (found === undefined || !email.includes('@') || !offeredProviders(page.client).includes(found.name)) {
      const problem = { field: 'organisation', text: page.view.messages.errors.organisationUnknown }
      const html = drawSignIn(page, ports, { username: '', email, problems: [problem] })
      return { kind: 'page', status: 422, html }
    }
    const parameters = new URLSearchParams(query)
    parameters.delete('identity_provider')
    parameters.set('idp_identifier', identifier)
    parameters.set('login_hint', email)
    const href = `${domain.baseUrl}/oauth2/authorize?${parameters.toString()}`
    return { kind: 'page', html: organisationPage(page.view, { name: found.name, href }) }
  },
}
