import { encode } from 'uqr'

const namespace = 'http://www.w3.org/2000/svg'

/** A QR code made of elements, so that the page needs no inline markup. */
export function qrCode(text: string): SVGElement {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('class', 'qr')
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', 'QR code with the key that is written below')
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', squares.join(''))
  svg.append(path)
  return svg
}
