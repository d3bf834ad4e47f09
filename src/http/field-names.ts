/** Of names that clients chose: what is remembered must end somewhere. */
const mostSpellings = 1000
const longestRemembered = 64

/** Few names of header fields come with every request: what is asked of a name is found out once for each spelling of it. */
export function onceForEachName<Answer extends {}>(ask: (lowerCaseName: string) => Answer): (name: string) => Answer {
  const known = new Map<string, Answer>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const answer = ask(name.toLowerCase())
    if (name.length > longestRemembered) return answer
    if (known.size >= mostSpellings) known.clear()
    known.set(name, answer)
    return answer
  }
}

/** Tells whether a name, however it is spelled, is one of these in lower case. */
export function namesAmong(names: readonly string[]): (name: string) => boolean {
  const among = new Set(names)
  return onceForEachName((name) => among.has(name))
}
