/**
 * The value of `Content-Disposition` for a file to keep (RFC 6266 section 4.1): the name in letters that every program reads,
 * and beside it as it is (RFC 8187).
 */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w.-]/g, '_')
  if (plain === name) return `attachment; filename="${name}"`
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
