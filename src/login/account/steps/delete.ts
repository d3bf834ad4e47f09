import { refuse } from '../../../contract/refusal.ts'
import { loginCookieRemoval } from '../../../flows/sessions/login-cookie.ts'
import { deleteUser } from '../../../flows/users/delete-user.ts'
import type { Html } from '../../html.ts'
import { messagePage } from '../../pages/message-page.ts'
import type { Problem } from '../../view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, shown } from '../answers.ts'
import { deletePage } from '../pages/delete-page.ts'

export const deleteAccount: AccountPage = {
  path: '/account/delete',
  isGuarded: true,
  show: (page) => shown(page, drawn(page, [])),
  submit: async (page, ports) => {
    const { view, form, session, request } = page
    const { account } = view.messages
    const again = (problems: readonly Problem[]): Html => drawn(page, problems)
    if (form.get('agree') !== 'yes') {
      return { kind: 'page', status: 422, html: again([{ field: 'agree', text: account.deleteAgreeNeeded }]) }
    }
    return after(page, deleteUser(ports, refuse, session.user), {
      again,
      next: () => ({
        kind: 'page',
        html: messagePage(view, { title: account.deletedTitle, text: account.deletedLead }),
        state: null,
        cookies: [loginCookieRemoval(request.domain)],
      }),
    })
  },
}

function drawn(page: AccountRequest, problems: readonly Problem[]): Html {
  return deletePage(page, { lead: page.view.messages.account.deleteNow, problems })
}
