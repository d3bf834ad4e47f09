import { usernameTaken } from '../../flows/users/alias-taken.ts'
import { checkSecretHash } from '../../flows/app-clients/check-secret-hash.ts'
import type { DeliveryPorts } from '../../flows/messages/deliver-code.ts'
import { requireAppClient } from '../../flows/app-clients/require-app-client.ts'
import { sessionOfSignUp } from '../../flows/users/sign-up-session.ts'
import { signUp } from '../../flows/users/sign-up.ts'
import type { Ports } from '../../ports/ports.ts'
import { originOfPublicRequest } from '../auth/request-origin.ts'
import { operation } from '../operation.ts'

export const SignUp = operation(
  'SignUp',
  async ({ input, refuse, request }, ports: DeliveryPorts & Pick<Ports, 'compromisedPasswords' | 'passwordWork'>) => {
    const { ClientId, Username: username, SecretHash: secretHash, Password: password, UserAttributes = [] } = input
    const { client, pool } = await requireAppClient(ports, refuse, ClientId)
    const origin = originOfPublicRequest(request, client, input.UserContextData)
    checkSecretHash(refuse, client, { username, secretHash, use: 'account' })
    const told = { validationData: input.ValidationData, clientMetadata: input.ClientMetadata }
    const account = { pool, client, username, password, attributes: UserAttributes, request: origin, ...told }
    const outcome = await signUp(ports, refuse, account)
    if (outcome.kind === 'taken') throw usernameTaken(refuse, outcome.alias, 'User already exists')
    const { user, details } = outcome
    const Session = sessionOfSignUp(ports, { pool, client }, user)
    return {
      UserConfirmed: user.status === 'CONFIRMED',
      CodeDeliveryDetails: details,
      UserSub: user.sub,
      ...(Session === undefined ? {} : { Session }),
    }
  },
)
