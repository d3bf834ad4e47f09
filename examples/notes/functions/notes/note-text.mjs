const longest = 4_000

/** The text of a note in the body of a request, or what is wrong with it. */
export function readText(event) {
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : (event.body ?? '')
  let value
  try {
    value = JSON.parse(body)?.text
  } catch {
    return { problem: 'Send JSON: {"text": "…"}.' }
  }
  if (typeof value !== 'string' || value.trim() === '') return { problem: 'A note has a text.' }
  if (value.length > longest) return { problem: `A note has at most ${longest} characters.` }
  return { value: value.trim() }
}
