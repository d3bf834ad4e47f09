import { exportAccount } from '../../../flows/account-centre/export-account.ts'
import { html } from '../../html.ts'
import type { AccountPage } from '../account-page.ts'
import { shown } from '../answers.ts'
import { accountDocument } from '../parts/account-document.ts'

const path = '/account/data'

export const data: AccountPage = {
  path,
  isGuarded: true,
  show: (page) => {
    const { view } = page
    const { account } = view.messages
    const link = html`<a class="button" href="${view.basePath}${path}/download" download>${account.exportButton}</a>`
    return shown(page, accountDocument(page, { title: account.exportTitle, lead: account.exportLead, body: link }))
  },
}

export const dataDownload: AccountPage = {
  path: `${path}/download`,
  isGuarded: true,
  show: async ({ view, request, session }, ports) => ({
    kind: 'file',
    name: view.messages.account.exportFile,
    type: 'application/json;charset=UTF-8',
    body: JSON.stringify(await exportAccount(ports, { pool: request.domain.pool, user: session.user }), undefined, 2),
  }),
}
