import { isElement, type XmlElement } from './elements.ts'

export const exclusiveCanonicalization = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const namespaceOfDeclarations = 'http://www.w3.org/2000/xmlns/'

/**
 * Exclusive XML Canonicalization 1.0 without comments. `inclusivePrefixes` are those of `InclusiveNamespaces`, looked
 * up where `element` stands. The element itself stays as it is: what is canonicalised is a copy, without `omitted`.
 */
export async function canonicalForm(
  element: XmlElement,
  { inclusivePrefixes = [], omitted }: { inclusivePrefixes?: readonly string[]; omitted?: XmlElement } = {},
): Promise<string> {
  // Loaded late: most installations never see a SAML response.
  const { ExclusiveCanonicalization } = await import('xml-crypto')
  const ancestorNamespaces = inclusivePrefixes.flatMap((prefix) => {
    const namespaceURI = namespaceOf(element, prefix)
    return namespaceURI === undefined ? [] : [{ prefix, namespaceURI }]
  })
  return new ExclusiveCanonicalization().process(copyWithout(element, omitted), {
    inclusiveNamespacesPrefixList: [...inclusivePrefixes],
    ancestorNamespaces,
  })
}

function copyWithout(element: XmlElement, omitted: XmlElement | undefined): XmlElement {
  const copy = element.cloneNode(true)
  if (!isElement(copy)) throw new TypeError('the copy of an element is an element')
  if (omitted === undefined) return copy
  const place = Array.from(element.childNodes).indexOf(omitted)
  const twin = copy.childNodes[place]
  if (place < 0 || twin === undefined) throw new Error('only a child of an element can be left out of it')
  copy.removeChild(twin)
  return copy
}

/** What a prefix stands for at this element: the declaration nearest to it. */
function namespaceOf(element: XmlElement, prefix: string): string | undefined {
  for (let node: XmlElement | null = element; node !== null; node = outerElement(node)) {
    const declared = node.getAttributeNS(namespaceOfDeclarations, prefix)
    if (declared !== null) return declared
  }
  return undefined
}

function outerElement({ parentNode }: XmlElement): XmlElement | null {
  return parentNode !== null && isElement(parentNode) ? parentNode : null
}
