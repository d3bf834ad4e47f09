/** The digits of a code out of whatever was typed or pasted: "123 456", "123-456", digits of any script. */
export function readCode(text: string | undefined): string {
  return [...(text ?? '')].map((char) => (/\p{Nd}/u.test(char) ? decimalValue(char) : '')).join('')
}

/** Unicode keeps the ten digits of a script together and in order, so the first one is found by walking back. */
function decimalValue(char: string): string {
  const point = char.codePointAt(0) ?? 0
  let zero = point
  while (zero > point - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((point - zero) % 10)
}
