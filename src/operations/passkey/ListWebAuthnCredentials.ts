import { paginationToken } from '../../domain/pagination-token.ts'
import { quotas } from '../../domain/user-pools/quotas.ts'
import { requirePasskeyOwner } from '../../flows/passkey-changes/require-passkey-owner.ts'
import { requirePage } from '../../flows/require-page.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListWebAuthnCredentials = operation(
  'ListWebAuthnCredentials',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>) => {
    const { user } = await requirePasskeyOwner(ports, refuse, input.AccessToken)
    const scope = `ListWebAuthnCredentials ${user.poolId} ${user.sub}`
    const limit = input.MaxResults || quotas.passkeys.limit
    const page = requirePage(refuse, scope, { limit, token: input.NextToken })
    const { items, next } = await ports.storage.passkeys.list(user.poolId, user.sub, page)
    const Credentials = items.map((passkey) => ({
      CredentialId: passkey.credentialId,
      FriendlyCredentialName: passkey.label ?? passkey.name,
      RelyingPartyId: passkey.relyingPartyId,
      AuthenticatorAttachment: passkey.attachment,
      AuthenticatorTransports: passkey.transports,
      CreatedAt: passkey.createdAt,
    }))
    return { Credentials, NextToken: paginationToken(scope, next) }
  },
)
