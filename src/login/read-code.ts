/** The digits of a code out of whatever was typed or pasted: "123 456", "123-456", digits of any script. */
export function readCode(text: string | undefined): string {
  return [...(text ?? '')].map((char) => (/\p{Nd}/u.test(char) ? decimalValue(char) : '')).join('')
}

/**
 * Unicode keeps the ten digits of a script together and in order, so the first one is found by walking back. Only the
 * styles of mathematics follow each other without a gap; they have a plain digit to be written as.
 */
function decimalValue(char: string): string {
  const point = char.normalize('NFKC').codePointAt(0) ?? 0
  let zero = point
  while (zero > point - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((point - zero) % 10)
}
