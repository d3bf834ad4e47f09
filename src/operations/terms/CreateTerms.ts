import { newUuid } from '../../crypto/identifiers.ts'
import { linksFault, renderTerms } from '../../domain/branding/terms-rendering.ts'
import type { Terms } from '../../domain/branding/terms.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { termsExistText } from './terms-exist-text.ts'

export const CreateTerms = operation(
  'CreateTerms',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'random' | 'storage'>) => {
    const { pool, client } = await requireOwnAppClient(ports, refuse, input.UserPoolId, input.ClientId)
    const links = input.Links ?? {}
    const fault = linksFault(links)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    const createdAt = ports.clock.now()
    const terms: Terms = {
      poolId: pool.id,
      id: newUuid(ports.random.bytes),
      clientId: client.id,
      name: input.TermsName,
      source: input.TermsSource,
      enforcement: input.Enforcement,
      links,
      createdAt,
      updatedAt: createdAt,
      version: 1,
    }
    const result = await ports.storage.commit([{ write: 'createTerms', terms }])
    if (result.committed) return { Terms: renderTerms(terms) }
    if (result.guard === 'terms-free') throw refuse('TermsExistsException', termsExistText(terms))
    throw refuse('ResourceNotFoundException', 'User pool client does not exist.')
  },
)
