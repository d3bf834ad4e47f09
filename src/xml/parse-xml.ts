import { DOMParser } from '@xmldom/xmldom'
import { isElement, type XmlElement } from './elements.ts'

/** What a message may have, and its canonical form, which repeats namespaces. */
const mostCharacters = 262_144
const deepest = 64
const mostAttributes = 64

/** One declaration may come first; then nothing may begin with `<!` or `<?`. */
const declaration = /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])utf-8\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>/i

/** What XML 1.0 knows no way to say; the parser lets some of it pass where it is written as a reference. */
// oxlint-disable-next-line no-control-regex -- those are the letters meant
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/**
 * The root of a protocol message, or undefined for all that is no plain XML: document types, entities, comments,
 * instructions, CDATA, two roots, an id used twice, too long, too deep. Parsers agree about what is left (SAML-01).
 */
export function parseXml(text: string): XmlElement | undefined {
  if (text.length > mostCharacters || !text.isWellFormed() || notXml.test(text)) return undefined
  if (/<[!?]/.test(text.replace(declaration, ''))) return undefined
  const root = rootOf(text)
  return root !== undefined && isPlain(root) ? root : undefined
}

/** Whatever the parser has to say against a text is a reason to refuse it. */
function rootOf(text: string): XmlElement | undefined {
  const onError = (_level: string, problem: string): never => {
    throw new Error(problem)
  }
  try {
    return new DOMParser({ onError }).parseFromString(text, 'application/xml').documentElement ?? undefined
  } catch {
    return undefined
  }
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
  return node.nodeType === node.TEXT_NODE && !notXml.test(node.nodeValue ?? '')
}

function hasPlainAttributes(element: XmlElement, ids: Set<string>): boolean {
  if (!element.namespaceURI || element.attributes.length > mostAttributes) return false
  for (const { name, localName, value } of Array.from(element.attributes)) {
    if (notXml.test(value)) return false
    // A canonical form writes namespaces as they are.
    if (/^xmlns(:|$)/.test(name) && /["&<>\s]/.test(value)) return false
    if (!/^id$/i.test(localName ?? name)) continue
    if (ids.has(value)) return false
    ids.add(value)
  }
  return true
}
