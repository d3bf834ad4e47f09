import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares two byte strings in a time that tells nothing of their content, nor of where they differ. */
export function isEqualBytes(left: Uint8Array, right: Uint8Array): boolean {
  return timingSafeEqual(digest(left), digest(right))
}

/** Compares two texts by their UTF-8 bytes in a time that tells nothing of where they differ. */
export function isEqualText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right))
}

/** Digests have one length, so even a difference in length takes the same comparison. */
function digest(value: Uint8Array | string): Buffer {
  return createHash('sha256').update(value).digest()
}
