import { createHash, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { DOMParser, type Element } from '@xmldom/xmldom'
import { canonicalForm } from '../../src/xml/canonical-form.ts'
import { isElement } from '../../src/xml/elements.ts'

/** Says who a response signs in, or undefined. */
export type Validator = (response: string, key: KeyObject) => Promise<string | undefined>

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'

/** Validators with one well-known defect each. */
export const naiveValidators: Readonly<Record<string, Validator>> = {
  'takes the first assertion once any signature is right': async (response, key) => {
    const root = parse(response)
    return (await isAnythingSigned(root, key)) ? nameIn(root) : undefined
  },
  'takes the last assertion once any signature is right': async (response, key) => {
    const root = parse(response)
    return (await isAnythingSigned(root, key)) ? nameIn(lastNamed(root, 'Assertion')) : undefined
  },
  'checks a signature only where there is one': async (response, key) => {
    const root = parse(response)
    return first(root, 'Signature') === undefined || (await isAnythingSigned(root, key)) ? nameIn(root) : undefined
  },
  'trusts the certificate in the message': async (response) => {
    const root = parse(response)
    const certificate = first(root, 'X509Certificate')?.textContent ?? ''
    const key = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey
    return (await isAnythingSigned(root, key)) ? nameIn(root) : undefined
  },
  'reads a name up to its first comment': async (response, key) => {
    const root = parse(response)
    return (await isAnythingSigned(root, key)) ? (first(root, 'NameID')?.firstChild?.nodeValue ?? undefined) : undefined
  },
  'does not compare the digest': async (response, key) => {
    const root = parse(response)
    return (await isInfoSigned(root, key)) ? nameIn(root) : undefined
  },
}

function parse(response: string): Element {
  const onError = () => undefined
  const text = Buffer.from(response, 'base64').toString()
  const root = new DOMParser({ onError }).parseFromString(text, 'application/xml').documentElement
  if (root === null) throw new Error('no root')
  return root
}

async function isInfoSigned(root: Element, key: KeyObject): Promise<boolean> {
  const info = first(root, 'SignedInfo')
  const value = first(root, 'SignatureValue')?.textContent ?? ''
  return (
    info !== undefined && verify('sha256', Buffer.from(await canonicalForm(info)), key, Buffer.from(value, 'base64'))
  )
}

/** The first signature, wherever it is, over what it refers to, wherever that is. */
async function isAnythingSigned(root: Element, key: KeyObject): Promise<boolean> {
  if (!(await isInfoSigned(root, key))) return false
  const id = first(root, 'Reference')?.getAttribute('URI')?.slice(1)
  const candidates = [root, ...everything(root)].filter((element) => element.getAttribute('ID') === id)
  const digest = first(root, 'DigestValue')?.textContent
  for (const candidate of candidates) {
    const own = Array.from(candidate.childNodes).filter(isElement).find(isSignature)
    const text = await canonicalForm(candidate, own === undefined ? {} : { omitted: own })
    if (createHash('sha256').update(text).digest('base64') === digest) return true
  }
  return false
}

function isSignature(element: Element): boolean {
  return element.localName === 'Signature' && element.namespaceURI === signatureNamespace
}

function everything(root: Element): readonly Element[] {
  return Array.from(root.getElementsByTagName('*'))
}

function nameIn(root: Element | undefined): string | undefined {
  return (root && first(root, 'NameID')?.textContent) ?? undefined
}

function first(root: Element, name: string): Element | undefined {
  return everything(root).find((element) => element.localName === name)
}

function lastNamed(root: Element, name: string): Element | undefined {
  return everything(root).findLast((element) => element.localName === name)
}
