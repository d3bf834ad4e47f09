import { refuse } from '../../../contract/refusal.ts'
import { makeRecoveryCodes } from '../../../flows/recovery-codes/make-recovery-codes.ts'
import { recoveryCodeCount } from '../../../flows/recovery-codes/recovery-code.ts'
import type { Ports } from '../../../ports/ports.ts'
import type { Html } from '../../view/html.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, shown } from '../answers.ts'
import { offersRecoveryCodes } from '../offers.ts'
import { pageOwner } from '../page-owner.ts'
import { newRecoveryCodesPage, recoveryCodesPage } from '../pages/recovery-codes-page.ts'
import { dayText } from '../../../messages/day-text.ts'

const path = '/account/recovery-codes'

export const recoveryCodes: AccountPage = {
  path,
  isGuarded: true,
  isOffered: offersRecoveryCodes,
  show: async (page, ports) => {
    const codes = page.state?.recoveryCodes
    return shown(page, codes ? newRecoveryCodesPage(page, codes) : await drawn(page, ports, []))
  },
  submit: async (page, ports) => {
    const { client, session } = page
    const { user } = session
    const failed = await drawn(page, ports, [{ text: page.view.messages.errors.busy }])
    return after(page, makeRecoveryCodes(ports, refuse, pageOwner(page)), {
      again: () => failed,
      // They travel to the next page sealed, and are gone with it.
      next: (made) => ({
        kind: 'go',
        path,
        state: { kind: 'account', clientId: client.id, sub: user.sub, recoveryCodes: made },
      }),
    })
  },
}

async function drawn(page: AccountRequest, ports: Ports, problems: readonly Problem[]): Promise<Html> {
  const { poolId, sub } = page.session.user
  const { messages } = page.view
  const { account } = messages
  const found = await ports.storage.factors.findRecoveryCodes(poolId, sub)
  const state = found && {
    left: account.recoveryLeft(found.left, recoveryCodeCount),
    made: account.recoveryMade(dayText(messages, found.madeAt)),
  }
  return recoveryCodesPage(page, { state, problems })
}
