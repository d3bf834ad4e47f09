import type { Element, Node } from '@xmldom/xmldom'
import { readRoot } from '../../xml/read-root.ts'

const svgNamespace = 'http://www.w3.org/2000/svg'
const xlinkNamespace = 'http://www.w3.org/1999/xlink'

/** Elements that draw. Nothing that scripts, links, loads, animates or embeds. */
const elements = new Set(
  `svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
  linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComposite feFlood
  feGaussianBlur feMerge feMergeNode feOffset feDropShadow`.split(/\s+/),
)

const attributes = new Set(
  `id class version width height viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points
  transform gradientTransform patternTransform gradientUnits patternUnits patternContentUnits clipPathUnits maskUnits
  maskContentUnits filterUnits primitiveUnits markerUnits markerWidth markerHeight refX refY orient spreadMethod offset
  fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-dasharray stroke-dashoffset opacity color stop-color stop-opacity flood-color flood-opacity clip-path clip-rule
  mask mask-type filter display visibility overflow shape-rendering text-rendering image-rendering color-interpolation
  color-interpolation-filters mix-blend-mode paint-order vector-effect font-family font-size font-weight font-style
  text-anchor dominant-baseline alignment-baseline letter-spacing word-spacing textLength lengthAdjust rotate in in2
  result mode operator type values stdDeviation k1 k2 k3 k4 startOffset role aria-label aria-hidden href`.split(/\s+/),
)

/** Why an SVG may not be shown, undefined where it may: only what is listed above, and no reference out of itself. */
export function svgFault(text: string): string | undefined {
  if (/<!(DOCTYPE|ENTITY)|<\?(?!xml )/i.test(text)) return 'The SVG declares a document type or an instruction.'
  const root = readRoot(text, 'image/svg+xml')
  if (root === undefined) return 'The SVG is not well-formed.'
  return root.localName === 'svg' ? elementFault(root) : 'The file is no SVG.'
}

function elementFault(root: Element): string | undefined {
  // A list of what is left to look at instead of recursion: nesting costs no stack.
  const waiting: Node[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isElement(node)) {
      if (node.namespaceURI !== svgNamespace || !elements.has(node.localName ?? '')) {
        return `The SVG has an element that is not allowed: ${node.nodeName}.`
      }
      const wrong = Array.from(node.attributes).find((attribute) => !isAllowed(attribute))
      if (wrong !== undefined) return `The SVG has an attribute that is not allowed: ${wrong.name}.`
    }
    waiting.push(...Array.from(node.childNodes))
  }
  return undefined
}

interface Attribute {
  readonly name: string
  readonly localName: string | null
  readonly namespaceURI: string | null
  readonly value: string
}

function isAllowed({ name, localName, namespaceURI, value }: Attribute): boolean {
  if (name === 'xmlns' || name === 'xmlns:xlink' || name === 'xmlns:svg' || name === 'xml:space') return true
  if (namespaceURI !== null && namespaceURI !== xlinkNamespace) return false
  if (!attributes.has(localName ?? name)) return false
  if ((localName ?? name) === 'href') return value.startsWith('#')
  return !/url\s*\(\s*(?!#)|[\\<@]|:\/\/|javascript:|data:/i.test(value)
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE
}
