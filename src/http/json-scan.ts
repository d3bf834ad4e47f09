interface ScanLimits {
  readonly maxDepth: number
  readonly maxMembers: number
  readonly rejectDuplicates: boolean
}

type ScanProblem = 'too_deep' | 'too_many_members' | 'duplicate_member' | 'unpaired_surrogate'

const surrogateEscape = /\\u[dD][89a-fA-F]/

/**
 * Walks over JSON text once, without building anything, and says which limit it breaks.
 * It need not recognise malformed text: JSON.parse has the last word on that.
 */
export function scanJson(text: string, limits: ScanLimits): ScanProblem | undefined {
  if (!text.isWellFormed()) return 'unpaired_surrogate'
  // One entry per open container: the names of its members so far, or undefined for an array.
  const open: (Set<string> | undefined)[] = []
  let members = 0
  let isNameNext = false
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case openBrace:
      case openBracket: {
        isNameNext = text.charCodeAt(i) === openBrace
        open.push(isNameNext ? new Set() : undefined)
        members++
        if (open.length > limits.maxDepth) return 'too_deep'
        break
      }
      case closeBrace:
      case closeBracket:
        open.pop()
        isNameNext = false
        break
      case comma:
        isNameNext = open.at(-1) !== undefined
        members++
        break
      case quote: {
        const end = endOfString(text, i + 1)
        const literal = text.slice(i, end + 1)
        const string = literal.includes('\\') ? unescape(literal) : literal.slice(1, -1)
        if (surrogateEscape.test(literal) && !string.isWellFormed()) return 'unpaired_surrogate'
        if (isNameNext && limits.rejectDuplicates) {
          const names = open.at(-1)
          if (names?.has(string)) return 'duplicate_member'
          names?.add(string)
        }
        isNameNext = false
        i = end
        break
      }
    }
    if (members > limits.maxMembers) return 'too_many_members'
  }
  return undefined
}

const quote = 0x22
const comma = 0x2c
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/** The index of the closing quote, or of the text's end when there is none. */
function endOfString(text: string, start: number): number {
  for (let from = start; ;) {
    const end = text.indexOf('"', from)
    if (end === -1) return text.length
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++
    if (escapes % 2 === 0) return end
    from = end + 1
  }
}

function unescape(literal: string): string {
  try {
    const string: unknown = JSON.parse(literal)
    return typeof string === 'string' ? string : literal
  } catch {
    return literal
  }
}
