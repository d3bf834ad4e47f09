import { createRequire } from 'node:module'
import type * as xmldom from '@xmldom/xmldom'
import type { XmlElement } from './elements.ts'

const require = createRequire(import.meta.url)

/**
 * The root of a document, or undefined where the parser has anything at all to say against it. The parser is loaded
 * with the first document: a start, which reads none, would wait for a twentieth of its time.
 */
export function readRoot(text: string, type: 'application/xml' | 'image/svg+xml'): XmlElement | undefined {
  const { DOMParser }: typeof xmldom = require('@xmldom/xmldom')
  const onError = (_level: string, problem: string): never => {
    throw new Error(problem)
  }
  try {
    return new DOMParser({ onError }).parseFromString(text, type).documentElement ?? undefined
  } catch {
    return undefined
  }
}
