import { termsLink } from '../../domain/branding/terms-links.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PageRequest } from '../drawing/page.ts'
import type { TermsLinks } from '../parts/terms-note.ts'

/** Cognito: shown only where the client has both documents (cognito-web contract, section 5.3). */
export async function findTermsLinks({ client, view }: PageRequest, ports: Ports): Promise<TermsLinks | undefined> {
  const find = (name: string) => ports.storage.terms.findByClient(client.poolId, client.id, name)
  const [terms, privacy] = await Promise.all([find('terms-of-use'), find('privacy-policy')])
  const termsOfUse = terms && termsLink(terms, view.messages.locale)
  const privacyPolicy = privacy && termsLink(privacy, view.messages.locale)
  return termsOfUse && privacyPolicy ? { termsOfUse, privacyPolicy } : undefined
}
