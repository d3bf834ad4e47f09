import { associateSoftwareToken } from '../../flows/factors/associate-software-token.ts'
import { requireAccessTokenOnly } from '../../flows/tokens/require-access-token.ts'
import { requireRecentAuthentication } from '../../flows/tokens/require-recent-authentication.ts'
import { associateInSignIn } from '../../flows/sign-in/software-token-set-up.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { setUpRefusal } from './set-up-refusal.ts'

export const AssociateSoftwareToken = operation(
  'AssociateSoftwareToken',
  async ({ input, refuse, request }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    if (input.AccessToken !== undefined) {
      const token = await requireAccessTokenOnly(ports, refuse, input.AccessToken)
      const { pool, user } = requireRecentAuthentication(ports, refuse, token)
      return { SecretCode: await associateSoftwareToken(ports, refuse, { pool, user }) }
    }
    if (input.Session === undefined) {
      throw refuse('InvalidParameterException', 'Either AccessToken or Session is required')
    }
    const outcome = await associateInSignIn(ports, { session: input.Session, request })
    if (outcome.kind === 'refused') throw setUpRefusal(refuse, outcome)
    return { SecretCode: outcome.secret, Session: outcome.session }
  },
)
