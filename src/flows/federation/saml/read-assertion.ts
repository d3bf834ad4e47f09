import {
  attributeOf,
  childElements,
  childrenNamed,
  isNamed,
  onlyChild,
  textOf,
  type XmlElement,
} from '../../../xml/elements.ts'
import { readInstant } from './read-instant.ts'
import type { BearerConfirmation, SamlAssertion } from './saml-assertion.ts'
import { assertionNamespace, bearerMethod } from './saml-names.ts'

/** Conditions that we understand; any other makes an assertion invalid (SAML core, section 2.5.1.1). */
const knownConditions = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']

/** Reads an assertion; undefined where it lacks what every assertion about a signed-in person has. */
export function readAssertion(assertion: XmlElement): SamlAssertion | undefined {
  const subject = child(assertion, 'Subject')
  const nameId = child(subject, 'NameID')
  const conditions = child(assertion, 'Conditions')
  const [statement] = childrenNamed(assertion, assertionNamespace, 'AuthnStatement')
  const id = attributeOf(assertion, 'ID')
  const issuer = textOf(child(assertion, 'Issuer'))?.trim()
  const issuedAt = readInstant(attributeOf(assertion, 'IssueInstant'))
  const subjectName = textOf(nameId)?.trim()
  const period = conditions && periodOf(conditions)
  const sessionEnd = optionalInstant(statement, 'SessionNotOnOrAfter')
  const confirmations = subject && readConfirmations(subject)
  const attributes = readAttributes(assertion)
  if (attributeOf(assertion, 'Version') !== '2.0' || !id || !issuer || issuedAt === undefined) return undefined
  if (!subjectName || confirmations === undefined || statement === undefined || sessionEnd === undefined)
    return undefined
  if (conditions === undefined || period === undefined || attributes === undefined) return undefined
  if (!childElements(conditions).every(isKnownCondition)) return undefined
  return {
    id,
    issuer,
    issuedAt,
    nameId: subjectName,
    nameIdFormat: attributeOf(nameId, 'Format'),
    confirmations,
    ...period,
    audiences: childrenNamed(conditions, assertionNamespace, 'AudienceRestriction').map(audiencesOf),
    sessionIndex: attributeOf(statement, 'SessionIndex'),
    sessionEndsAt: sessionEnd.at,
    attributes,
  }
}

function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return onlyChild(parent, assertionNamespace, name)
}

function isKnownCondition(condition: XmlElement): boolean {
  return knownConditions.some((name) => isNamed(condition, assertionNamespace, name))
}

function audiencesOf(restriction: XmlElement): readonly string[] {
  return childrenNamed(restriction, assertionNamespace, 'Audience').flatMap(
    (audience) => textOf(audience)?.trim() ?? [],
  )
}

/** Undefined where an instant is there that cannot be read. */
function optionalInstant(element: XmlElement | undefined, name: string): { readonly at: Date | undefined } | undefined {
  const text = attributeOf(element, name)
  const at = readInstant(text)
  return text !== undefined && at === undefined ? undefined : { at }
}

function periodOf(element: XmlElement): Pick<BearerConfirmation, 'notBefore' | 'notOnOrAfter'> | undefined {
  const from = optionalInstant(element, 'NotBefore')
  const to = optionalInstant(element, 'NotOnOrAfter')
  return from && to && { notBefore: from.at, notOnOrAfter: to.at }
}

/** Confirmations by other methods prove nothing here, and are passed over. */
function readConfirmations(subject: XmlElement): readonly BearerConfirmation[] | undefined {
  const bearers = childrenNamed(subject, assertionNamespace, 'SubjectConfirmation').filter(
    (confirmation) => attributeOf(confirmation, 'Method') === bearerMethod,
  )
  const read = bearers.map((confirmation): BearerConfirmation | undefined => {
    const facts = child(confirmation, 'SubjectConfirmationData')
    const period = facts && periodOf(facts)
    return (
      period && {
        recipient: attributeOf(facts, 'Recipient'),
        inResponseTo: attributeOf(facts, 'InResponseTo'),
        ...period,
      }
    )
  })
  return read.every((confirmation) => confirmation !== undefined) ? read : undefined
}

/** Undefined where a value is more than text. A repeated name adds values; `xsi:nil` and no value are no value. */
function readAttributes(assertion: XmlElement): Readonly<Record<string, readonly string[]>> | undefined {
  const values = new Map<string, string[]>()
  for (const statement of childrenNamed(assertion, assertionNamespace, 'AttributeStatement')) {
    for (const attribute of childrenNamed(statement, assertionNamespace, 'Attribute')) {
      const name = attributeOf(attribute, 'Name')
      if (!name) return undefined
      const known = values.get(name) ?? []
      values.set(name, known)
      for (const element of childrenNamed(attribute, assertionNamespace, 'AttributeValue')) {
        const value = valueOf(element)
        if (value === undefined) return undefined
        known.push(value)
      }
    }
  }
  return Object.fromEntries(values)
}

/** A persistent identifier as a value (eduPersonTargetedID, for one) is an element of its own. */
function valueOf(element: XmlElement): string | undefined {
  return textOf(element) ?? textOf(child(element, 'NameID'))
}
