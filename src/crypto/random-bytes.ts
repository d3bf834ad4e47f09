import { randomBytes } from 'node:crypto'

/** Gives `size` unpredictable bytes. Tests hand in a seeded one. */
export type RandomBytes = (size: number) => Uint8Array

/** The operating system's generator, through OpenSSL. */
export const systemRandomBytes: RandomBytes = (size) => randomBytes(size)
