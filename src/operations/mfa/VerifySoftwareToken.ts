import { requireAccessToken } from '../../flows/tokens/require-access-token.ts'
import { verifyInSignIn } from '../../flows/sign-in/software-token-set-up.ts'
import { verifySoftwareToken } from '../../flows/factors/verify-software-token.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { setUpRefusal } from './set-up-refusal.ts'

export const VerifySoftwareToken = operation(
  'VerifySoftwareToken',
  async ({ input, refuse, request }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const { UserCode: code, FriendlyDeviceName: friendlyDeviceName } = input
    if (input.AccessToken !== undefined) {
      const { pool, user } = await requireAccessToken(ports, refuse, input.AccessToken)
      await verifySoftwareToken(ports, refuse, { pool, user, code, friendlyDeviceName })
      return { Status: 'SUCCESS' }
    }
    if (input.Session === undefined) {
      throw refuse('InvalidParameterException', 'Either AccessToken or Session is required')
    }
    const outcome = await verifyInSignIn(ports, { session: input.Session, request, code, friendlyDeviceName })
    if (outcome.kind === 'done') return { Status: 'SUCCESS', Session: outcome.session }
    if (outcome.reason === 'code-mismatch') throw refuse('EnableSoftwareTokenMFAException', 'Code mismatch')
    throw setUpRefusal(refuse, outcome)
  },
)
