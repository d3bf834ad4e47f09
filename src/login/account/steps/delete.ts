import { refuse } from '../../../contract/refusal.ts'
import { extraOf } from '../../../domain/extras/extras.ts'
import { loginCookieRemoval } from '../../../flows/sessions/login-cookie.ts'
import { deleteOwnAccount } from '../../../flows/users/delete-user.ts'
import { planDeletion } from '../../../flows/users/planned-deletion.ts'
import type { Html } from '../../view/html.ts'
import type { PageAnswer } from '../../request/page-answer.ts'
import { messagePage, type MessagePage } from '../../pages/message-page.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, shown } from '../answers.ts'
import { pageOwner } from '../page-owner.ts'
import { deletePage } from '../pages/delete-page.ts'
import { dayText } from '../../../messages/day-text.ts'

export const deleteAccount: AccountPage = {
  path: '/account/delete',
  isGuarded: true,
  show: (page) => shown(page, drawn(page, [])),
  submit: async (page, ports) => {
    const { view, form } = page
    const { account } = view.messages
    const again = (problems: readonly Problem[]): Html => drawn(page, problems)
    if (form.get('agree') !== 'yes') {
      return { kind: 'page', status: 422, html: again([{ field: 'agree', text: account.deleteAgreeNeeded }]) }
    }
    const days = graceDays(page)
    if (days === 0) {
      const deleted = { title: account.deletedTitle, text: account.deletedLead }
      return after(page, deleteOwnAccount(ports, refuse, pageOwner(page)), {
        again,
        next: () => signedOut(page, deleted),
      })
    }
    return after(page, planDeletion(ports, refuse, { owner: pageOwner(page), days }), {
      again,
      next: (dueAt) =>
        signedOut(page, {
          title: account.deletePlannedTitle,
          text: account.deletePlannedLead(dayText(view.messages, dueAt)),
          signInLabel: view.messages.signIn,
          signInPath: '/account',
        }),
    })
  },
}

function drawn(page: AccountRequest, problems: readonly Problem[]): Html {
  const { account } = page.view.messages
  const days = graceDays(page)
  return deletePage(page, { lead: days === 0 ? account.deleteNow : account.deleteLater(days), problems })
}

function graceDays({ request }: AccountRequest): number {
  return extraOf(request.domain.pool, 'deletion-grace-days')
}

/** The session ended with the account, or ahead of it. */
function signedOut({ view, request }: AccountRequest, content: MessagePage): PageAnswer {
  return { kind: 'page', html: messagePage(view, content), state: null, cookies: [loginCookieRemoval(request.domain)] }
}
