import type { TermsDescriptionType, TermsType } from '../../contract/shapes.gen.ts'
import type { Terms } from './terms.ts'

export function renderTerms(terms: Terms): TermsType {
  return {
    TermsId: terms.id,
    UserPoolId: terms.poolId,
    ClientId: terms.clientId,
    TermsName: terms.name,
    TermsSource: terms.source,
    Enforcement: terms.enforcement,
    Links: terms.links,
    CreationDate: terms.createdAt,
    LastModifiedDate: terms.updatedAt,
  }
}

export function describeTerms(terms: Terms): TermsDescriptionType {
  return {
    TermsId: terms.id,
    TermsName: terms.name,
    Enforcement: terms.enforcement,
    CreationDate: terms.createdAt,
    LastModifiedDate: terms.updatedAt,
  }
}

const defaultLanguage = 'cognito:default'

/** What keeps the links from being shown: one for everybody else is needed, and all lead to pages of the Web. */
export function linksFault(links: Readonly<Record<string, string>>): string | undefined {
  if (links[defaultLanguage] === undefined) return `Links must have an entry for ${defaultLanguage}.`
  const wrong = Object.entries(links).find(([, link]) => !/^https?:\/\//i.test(link) || !URL.canParse(link))
  return wrong && `The link for ${wrong[0]} is not a valid URL.`
}
