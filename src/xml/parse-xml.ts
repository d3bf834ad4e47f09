import { countTags } from './count-tags.ts'
import { isElement, type XmlElement } from './elements.ts'
import { readRoot } from './read-root.ts'

/** What a message may have, and its canonical form, which repeats namespaces. */
const mostCharacters = 262_144
/** Counted before anything is parsed: a person in a thousand groups has two thousand. */
const mostTags = 5000
/** Together they bound the namespaces in scope, which canonicalisation looks through at every element. */
const deepest = 20
const mostAttributes = 32

/** One declaration may come first; then nothing may begin with `<!` or `<?`. */
const declaration = /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])utf-8\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>/i

/** An ampersand that begins no entity of XML's own and no letter, and an end of CDATA that never began. */
const misplaced = /&(?!(?:lt|gt|amp|apos|quot|#\d{1,7}|#x[\da-f]{1,6});)|\]\]>/i

/** What XML 1.0 knows no way to say; the parser lets some of it pass where it is written as a reference. */
// oxlint-disable-next-line no-control-regex -- those are the letters meant
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/**
 * The root of a protocol message, or undefined for all that is no plain XML: document types, entities, comments,
 * instructions, CDATA, two roots, an id used twice, too long, too many, too deep. Parsers agree about what is left (SAML-01).
 */
export function parseXml(text: string): XmlElement | undefined {
  if (text.length > mostCharacters || !isXmlText(text) || misplaced.test(text)) return undefined
  const content = text.replace(declaration, '')
  if (/<[!?]/.test(content) || content.split('<').length > mostTags) return undefined
  const root = parseDocument(text)
  return root !== undefined && isPlain(root) && isAsWritten(root, content) ? root : undefined
}

/**
 * The root of a document that people write, with comments: undefined where it has a document type, or where the parser
 * has anything at all to say against it. No entity is expanded and nothing is fetched.
 */
export function parseDocument(text: string): XmlElement | undefined {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return undefined
  return readRoot(text, 'application/xml')
}

/** The parser passes over the first of two attributes that mean the same. */
function isAsWritten(root: XmlElement, text: string): boolean {
  const elements = [root, ...Array.from(root.getElementsByTagName('*'))]
  const attributes = elements.reduce((sum, element) => sum + element.attributes.length, 0)
  const written = countTags(text)
  return written.elements === elements.length && written.attributes === attributes
}

/** Level by level instead of by recursion: nesting costs no stack. */
function isPlain(root: XmlElement): boolean {
  const ids = new Set<string>()
  let level: readonly XmlElement[] = [root]
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest || !level.every((element) => hasPlainAttributes(element, ids))) return false
    const nodes = level.flatMap((element) => Array.from(element.childNodes))
    if (!nodes.every((node) => isElement(node) || isPlainText(node))) return false
    level = nodes.filter(isElement)
  }
  return true
}

function isPlainText(node: {
  readonly nodeType: number
  readonly TEXT_NODE: number
  readonly nodeValue: string | null
}) {
  return node.nodeType === node.TEXT_NODE && isXmlText(node.nodeValue ?? '')
}

function isXmlText(text: string): boolean {
  return text.isWellFormed() && !notXml.test(text)
}

function hasPlainAttributes(element: XmlElement, ids: Set<string>): boolean {
  if (!element.namespaceURI || element.attributes.length > mostAttributes) return false
  for (const { name, localName, value } of Array.from(element.attributes)) {
    if (!isXmlText(value)) return false
    // A canonical form writes namespaces as they are.
    if (/^xmlns(:|$)/.test(name) && /["&<>\s]/.test(value)) return false
    if (!/^id$/i.test(localName ?? name)) continue
    if (ids.has(value)) return false
    ids.add(value)
  }
  return true
}
