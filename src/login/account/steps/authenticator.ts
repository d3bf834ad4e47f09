import { refuse } from '../../../contract/refusal.ts'
import { associateSoftwareToken } from '../../../flows/factors/associate-software-token.ts'
import { removeSoftwareToken } from '../../../flows/factors/remove-software-token.ts'
import type { AccountPage } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { offersAuthenticator } from '../offers.ts'
import { pageOwner } from '../page-owner.ts'
import { authenticatorPage } from '../pages/authenticator-page.ts'
import { authenticatorSetUp } from './authenticator-set-up.ts'

const path = '/account/authenticator'

export const authenticator: AccountPage = {
  path,
  isGuarded: true,
  isOffered: offersAuthenticator,
  show: async (page, ports) => {
    const { poolId, sub } = page.session.user
    const token = await ports.storage.factors.findSoftwareToken(poolId, sub)
    return shown(page, authenticatorPage(page, { isSetUp: token?.secret !== undefined, problems: [] }))
  },
  submit: async (page, ports) => {
    const { authenticatorNeeded } = page.view.messages.account
    if (page.form.get('action') === 'remove') {
      return after(page, removeSoftwareToken(ports, refuse, pageOwner(page)), {
        again: (problems) => authenticatorPage(page, { isSetUp: true, problems }),
        problemOf: () => ({ text: authenticatorNeeded }),
        next: () => done(page, path, 'authenticatorRemoved'),
      })
    }
    return after(page, associateSoftwareToken(ports, refuse, pageOwner(page)), {
      again: (problems) => authenticatorPage(page, { isSetUp: false, problems }),
      next: () => ({ kind: 'go', path: authenticatorSetUp.path }),
    })
  },
}
