import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as en from '@zxcvbn-ts/language-en'
import type { PasswordStrength, PasswordWeakness } from '../../ports/password-meter.ts'

/** Judging one costs more than its square: of a longer password both ends are looked at, and the better one counts. */
const longestPiece = 24
const mostOwnWords = 8

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...en.dictionary },
  graphs: common.adjacencyGraphs,
  maxLength: longestPiece,
  // Six times as many cost two seconds, and tell nothing more.
  l33tMaxSubstitutions: 16,
})

/** How hard a password is to guess. Loads megabytes of words: for a thread of its own. */
export function estimate(password: string, ownWords: readonly string[]): PasswordStrength {
  const pieces = [password.slice(0, longestPiece), password.slice(-longestPiece)]
  const words = ownWords.slice(0, mostOwnWords).map((word) => word.slice(0, longestPiece))
  const [best] = [...new Set(pieces)]
    .map((piece) => zxcvbn.check(piece, words))
    .toSorted((one, other) => other.guesses - one.guesses)
  return best === undefined ? { score: 0, weakness: 'short' } : strengthOf(best)
}

function strengthOf({ score, sequence, feedback }: ZxcvbnResult): PasswordStrength {
  if (score >= 3) return { score, weakness: undefined }
  // What covers most of the password is what makes it weak.
  const [longest] = sequence.toSorted((one, other) => other.token.length - one.token.length)
  const isCommon = longest?.dictionaryName === 'passwords-common'
  const weakness = isCommon && feedback.warning !== null ? 'common' : weaknesses[longest?.pattern ?? '']
  return { score, weakness: weakness ?? 'short' }
}

const weaknesses: Readonly<Record<string, PasswordWeakness>> = {
  dictionary: 'words',
  spatial: 'pattern',
  repeat: 'pattern',
  sequence: 'pattern',
  regex: 'date',
  date: 'date',
}
