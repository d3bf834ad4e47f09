import { refuse } from '../../../contract/refusal.ts'
import { identitiesOf, nameOf, type LinkedIdentity } from '../../../domain/users/linked-identities.ts'
import { unlinkIdentity } from '../../../flows/users/unlink-identity.ts'
import type { Html } from '../../view/html.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { offersProviders } from '../offers.ts'
import { listPage } from '../pages/list-page.ts'
import { action } from '../parts/action.ts'
import type { Item } from '../parts/item-list.ts'
import { dayText } from '../../../messages/day-text.ts'

const path = '/account/providers'

export const providers: AccountPage = {
  path,
  isGuarded: true,
  isOffered: offersProviders,
  show: (page) => shown(page, drawn(page, [])),
  submit: async (page, ports) => {
    const { session, form, request, view } = page
    const identity = identitiesOf(session.user).find((each) => keyOf(each) === form.get('provider'))
    if (identity === undefined) return { kind: 'go', path }
    const { pool } = request.domain
    const unlinking = unlinkIdentity(ports, refuse, { pool, user: session.user, name: nameOf(identity) })
    return after(page, unlinking, {
      again: (problems) => drawn(page, problems),
      problemOf: () => ({ text: view.messages.account.lastMethod }),
      next: () => done(page, path, 'providerUnlinked'),
    })
  },
}

function drawn(page: AccountRequest, problems: readonly Problem[]): Html {
  const { account } = page.view.messages
  return listPage(page, {
    title: account.providersTitle,
    lead: account.providersLead,
    nothing: account.providersNone,
    problems,
    items: identitiesOf(page.session.user).map((identity) => itemOf(page, identity)),
  })
}

function itemOf({ view }: AccountRequest, identity: LinkedIdentity): Item {
  const { messages } = view
  const { account } = messages
  const { providerName, primary, dateCreated } = identity
  const since = account.providerSince(dayText(messages, new Date(dateCreated)))
  if (primary) return { title: providerName, details: [since, account.providerFirst] }
  const values = { provider: keyOf(identity) }
  return {
    title: providerName,
    details: [since],
    actions: action(view, { path, label: account.providerUnlink, values, of: providerName }),
  }
}

function keyOf({ providerName, userId }: LinkedIdentity): string {
  return `${providerName} ${userId}`
}
