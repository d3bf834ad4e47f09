import { exportAccount } from '../../../flows/account-centre/export-account.ts'
import type { AccountPage } from '../account-page.ts'
import { shown } from '../answers.ts'
import { dataPage } from '../pages/data-page.ts'

const path = '/account/data'

export const data: AccountPage = {
  path,
  isGuarded: true,
  show: (page) => shown(page, dataPage(page, { path: `${path}/download` })),
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
