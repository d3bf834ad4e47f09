/** The digits of a code out of whatever was typed or pasted: "123 456", "123-456", digits of any script. */
export function readCode(text: string | undefined): string {
  return [...(text ?? '')].map((char) => (/\p{Nd}/u.test(char) ? decimalValue(char) : '')).join('')
}

/** Unicode keeps ten digits together and in order, and some such tens side by side: a zero is where they begin. */
function decimalValue(char: string): string {
  const point = char.codePointAt(0) ?? 0
  let zero = point
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((point - zero) % 10)
}
