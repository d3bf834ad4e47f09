/** A text as it may stand in an element or an attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"'\r\n\t]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
