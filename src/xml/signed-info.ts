import { exclusiveCanonicalization } from './canonical-form.ts'
import { attributeOf, bytesOf, childElements, isNamed, type XmlElement } from './elements.ts'

export const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'
const enveloped = `${signatureNamespace}enveloped-signature`
const more = 'http://www.w3.org/2001/04/xmldsig-more#'
const encryption = 'http://www.w3.org/2001/04/xmlenc#'

/** SHA-1 and everything symmetric is absent: a key of a certificate is never a secret. */
export const signatureAlgorithms: Readonly<Record<string, { readonly hash: string; readonly keyType: 'rsa' | 'ec' }>> =
  {
    [`${more}rsa-sha256`]: { hash: 'sha256', keyType: 'rsa' },
    [`${more}rsa-sha384`]: { hash: 'sha384', keyType: 'rsa' },
    [`${more}rsa-sha512`]: { hash: 'sha512', keyType: 'rsa' },
    [`${more}ecdsa-sha256`]: { hash: 'sha256', keyType: 'ec' },
    [`${more}ecdsa-sha384`]: { hash: 'sha384', keyType: 'ec' },
    [`${more}ecdsa-sha512`]: { hash: 'sha512', keyType: 'ec' },
  }

const digestAlgorithms: Readonly<Record<string, string>> = {
  [`${encryption}sha256`]: 'sha256',
  [`${more}sha384`]: 'sha384',
  [`${encryption}sha512`]: 'sha512',
}

/** What a signature says it signs, and how. */
export interface SignedInfo {
  readonly signatureAlgorithm: string
  /** Of `CanonicalizationMethod`, for the `SignedInfo` itself. */
  readonly ownPrefixes: readonly string[]
  /** The id of the element that is signed. */
  readonly referencedId: string
  /** Of the transform of the element. */
  readonly prefixes: readonly string[]
  readonly digestHash: string
  readonly digest: Uint8Array
}

/**
 * Reads a `SignedInfo` that is as SAML has it (SAML core, section 5.4): one reference by id, the transforms enveloped
 * signature and exclusive canonicalization, and algorithms of today. Undefined for anything else.
 */
export function readSignedInfo(element: XmlElement | undefined): SignedInfo | undefined {
  const parts = partsOf(element, ['CanonicalizationMethod', 'SignatureMethod', 'Reference'])
  const [canonicalization, method, reference] = parts ?? []
  const ownPrefixes = canonicalPrefixes(canonicalization)
  const signatureAlgorithm = plainAlgorithm(method)
  const read = readReference(reference)
  if (ownPrefixes === undefined || signatureAlgorithm === undefined || read === undefined) return undefined
  if (!Object.hasOwn(signatureAlgorithms, signatureAlgorithm)) return undefined
  return { signatureAlgorithm, ownPrefixes, ...read }
}

type ReferenceOnly = Pick<SignedInfo, 'referencedId' | 'prefixes' | 'digestHash' | 'digest'>

function readReference(reference: XmlElement | undefined): ReferenceOnly | undefined {
  const [transforms, digestMethod, digestValue] =
    partsOf(reference, ['Transforms', 'DigestMethod', 'DigestValue']) ?? []
  const [first, second] = partsOf(transforms, ['Transform', 'Transform']) ?? []
  const referencedId = /^#([A-Za-z_][\w.-]*)$/.exec(attributeOf(reference, 'URI') ?? '')?.[1]
  const prefixes = canonicalPrefixes(second)
  const digest = bytesOf(digestValue)
  const digestHash = ownEntry(digestAlgorithms, plainAlgorithm(digestMethod))
  if (plainAlgorithm(first) !== enveloped || prefixes === undefined) return undefined
  if (referencedId === undefined || digest === undefined || digestHash === undefined) return undefined
  return { referencedId, prefixes, digestHash, digest }
}

/** The children, if they are exactly these. */
function partsOf(parent: XmlElement | undefined, names: readonly string[]): readonly XmlElement[] | undefined {
  const children = parent === undefined ? [] : childElements(parent)
  const areThese = children.every((child, position) => isNamed(child, signatureNamespace, names[position] ?? ''))
  return areThese && children.length === names.length ? children : undefined
}

/** The algorithm of an element that takes no parameters. */
function plainAlgorithm(element: XmlElement | undefined): string | undefined {
  if (element === undefined || childElements(element).length > 0) return undefined
  return attributeOf(element, 'Algorithm')
}

/** The prefixes that an exclusive canonicalization treats inclusively; undefined where it is another one. */
export function canonicalPrefixes(element: XmlElement | undefined): readonly string[] | undefined {
  if (element === undefined || attributeOf(element, 'Algorithm') !== exclusiveCanonicalization) return undefined
  const [inclusive, ...others] = childElements(element)
  if (inclusive === undefined) return []
  if (others.length > 0 || !isNamed(inclusive, exclusiveCanonicalization, 'InclusiveNamespaces')) return undefined
  return (attributeOf(inclusive, 'PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '')
}

function ownEntry(table: Readonly<Record<string, string>>, name: string | undefined): string | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined
}
