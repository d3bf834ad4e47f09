import type { Element, Node } from '@xmldom/xmldom'

/** An element as the one parser of the project reads it. */
export type XmlElement = Element

/** The elements right beneath this one, in their order. */
export function childElements(parent: XmlElement): readonly XmlElement[] {
  return Array.from(parent.childNodes).filter(isElement)
}

/** Those of them that have this name. */
export function childrenNamed(parent: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return childElements(parent).filter((child) => isNamed(child, namespace, name))
}

/** The child of this name; undefined where there is none, and where there are several. */
export function onlyChild(parent: XmlElement | undefined, namespace: string, name: string): XmlElement | undefined {
  const [child, ...others] = parent === undefined ? [] : childrenNamed(parent, namespace, name)
  return others.length === 0 ? child : undefined
}

export function isNamed(element: XmlElement, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name
}

/** The value of an attribute without a namespace; undefined where it is absent. */
export function attributeOf(element: XmlElement | undefined, name: string): string | undefined {
  return element?.getAttributeNS(null, name) ?? undefined
}

/** The text of an element that has nothing but text; undefined where there is anything else in it. */
export function textOf(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  const nodes = Array.from(element.childNodes)
  return nodes.every((node) => node.nodeType === node.TEXT_NODE) ? (element.textContent ?? '') : undefined
}

/** The bytes of a text in canonical Base64, white space aside. */
export function bytesOf(element: XmlElement | undefined): Buffer | undefined {
  const text = textOf(element)?.replaceAll(/[ \t\r\n]/g, '')
  return text === undefined ? undefined : decodeBase64(text)
}

/** Undefined for all that is not the one way to write these bytes: stray letters, missing padding, set trailing bits. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined
}

export function isElement(node: Node): node is XmlElement {
  return node.nodeType === node.ELEMENT_NODE
}
