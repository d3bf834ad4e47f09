import type { AssetExtensionType } from '../../contract/shapes.gen.ts'
import { svgFault } from './safe-svg.ts'

/** Whether the bytes are what the extension says, as their beginning tells, and may be shown in a page. */
export function isImageOfType(bytes: Uint8Array, extension: AssetExtensionType): boolean {
  switch (extension) {
    case 'PNG':
      return startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
    case 'JPEG':
      return startsWith(bytes, 0xff, 0xd8, 0xff)
    case 'ICO':
      return startsWith(bytes, 0, 0, 1, 0)
    case 'WEBP':
      return startsWith(bytes, 0x52, 0x49, 0x46, 0x46) && startsWith(bytes.subarray(8), 0x57, 0x45, 0x42, 0x50)
    case 'SVG':
      return svgFault(Buffer.from(bytes).toString('utf8')) === undefined
  }
}

function startsWith(bytes: Uint8Array, ...beginning: readonly number[]): boolean {
  return beginning.every((byte, position) => bytes[position] === byte)
}
