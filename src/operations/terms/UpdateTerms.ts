import { linksFault, renderTerms } from '../../domain/branding/terms-rendering.ts'
import type { Terms } from '../../domain/branding/terms.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireTerms } from './require-terms.ts'
import { termsExistText } from './terms-exist-text.ts'

/** Members that are omitted stay; the links are replaced as a whole. */
export const UpdateTerms = operation(
  'UpdateTerms',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const before = await requireTerms(ports, refuse, input)
    const terms: Terms = {
      ...before,
      name: input.TermsName ?? before.name,
      source: input.TermsSource ?? before.source,
      enforcement: input.Enforcement ?? before.enforcement,
      links: input.Links ?? before.links,
      updatedAt: ports.clock.now(),
      version: before.version + 1,
    }
    const fault = linksFault(terms.links)
    if (fault !== undefined) throw refuse('InvalidParameterException', fault)
    const result = await ports.storage.commit([{ write: 'updateTerms', terms }])
    if (result.committed) return { Terms: renderTerms(terms) }
    if (result.guard === 'terms-free') throw refuse('TermsExistsException', termsExistText(terms))
    throw refuse('ConcurrentModificationException', 'The terms were changed by another request.')
  },
)
