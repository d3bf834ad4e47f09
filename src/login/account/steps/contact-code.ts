import { refuse } from '../../../contract/refusal.ts'
import type { ContactAttribute } from '../../../domain/users/contact.ts'
import { verifyAttribute } from '../../../flows/users/verify-attribute.ts'
import type { Html } from '../../view/html.ts'
import { readCode } from '../../entries/read-code.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { contactPaths } from '../contact-paths.ts'
import { canWrite } from '../offers.ts'
import { pageOwner } from '../page-owner.ts'
import { contactCodePage } from '../pages/contact-code-page.ts'

/** Takes the code that was sent to an address; only then does a new one count. */
export function contactCode(attribute: ContactAttribute): AccountPage {
  return {
    path: `${contactPaths[attribute]}/code`,
    isGuarded: true,
    isOffered: (page) => canWrite(page, attribute) && waiting(page, attribute) !== undefined,
    show: (page) => shown(page, drawn(page, attribute, [])),
    submit: async (page, ports) => {
      const { messages } = page.view
      const again = (problems: readonly Problem[]): Html => drawn(page, attribute, problems)
      const code = readCode(page.form.get('code'))
      if (code === '') {
        const problem = { field: 'code', text: messages.errors.required(messages.code) }
        return { kind: 'page', status: 422, html: again([problem]) }
      }
      const verification = verifyAttribute(ports, refuse, { ...pageOwner(page), attribute, code })
      const notice = attribute === 'email' ? 'emailChanged' : 'phoneChanged'
      return after(page, verification, { again, next: () => done(page, contactPaths[attribute], notice) })
    },
  }
}

/** The address that a code was sent to. */
function waiting({ session }: AccountRequest, attribute: ContactAttribute): string | undefined {
  const { attributes, pendingAttributes } = session.user
  return pendingAttributes[attribute] ?? attributes[attribute]
}

function drawn(page: AccountRequest, attribute: ContactAttribute, problems: readonly Problem[]): Html {
  const destination = waiting(page, attribute) ?? ''
  return contactCodePage(page, { path: contactPaths[attribute], destination, problems })
}
