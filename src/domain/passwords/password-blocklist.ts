const shortestWord = 4

/**
 * What to look for in a list of common passwords: the password, and the word in it without the digits and signs that
 * people put around a word to satisfy a policy. `Sunshine2024!` is `sunshine`.
 */
export function commonSpellings(password: string): readonly string[] {
  const lower = password.toLowerCase()
  const plain = withoutDisguise(lower)
  const core = coreOf(lower)
  const cores = [core, withoutDisguise(core), coreOf(plain)].filter((word) => word.length >= shortestWord)
  return [...new Set([password, lower, plain, ...cores])]
}

/** Whether a password is made of one of these names: a user name, an address, the name of pool or app. */
export function hasContextWord(password: string, names: readonly (string | undefined)[]): boolean {
  const spellings = [password.toLowerCase(), withoutDisguise(password.toLowerCase())]
  return names
    .flatMap(wordsOf)
    .some((word) => spellings.some((spelling) => spelling.includes(word) || spelling.includes(withoutDisguise(word))))
}

/** Of an address the part before the `@`, whole and in its parts. */
function wordsOf(name: string | undefined): readonly string[] {
  const local = (name ?? '').toLowerCase().split('@')[0] ?? ''
  const words = [local, ...local.split(/[^\p{L}\p{N}]+/u)]
  return words.filter((word) => word.length >= shortestWord)
}

const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

function withoutDisguise(text: string): string {
  return text.replaceAll(/[013457@$!]/g, (sign) => disguises[sign] ?? sign)
}

function coreOf(text: string): string {
  return text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
}
