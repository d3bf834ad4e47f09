import type { Terms } from '../../domain/branding/terms.ts'

/** In our own words: no source tells Cognito's. */
export function termsExistText({ name, clientId }: Pick<Terms, 'name' | 'clientId'>): string {
  return `Terms ${name} already exists for client ${clientId}.`
}
