import type { Picture } from '../../domain/branding/pictures.ts'
import type { Style } from './style.ts'

export const sheetPath = '/assets/style.css'
export const picturePath = '/assets/picture'

/** Both name their content, so that browsers may keep them for ever; whose they are is what they are found by. */
export function sheetAddress(basePath: string, clientId: string, { version }: Style): string {
  return address(`${basePath}${sheetPath}`, clientId, version)
}

/** `basePath` is undefined for the address from where the sheet is. */
export function pictureAddress(basePath: string | undefined, clientId: string, { hash }: Picture): string {
  return address(basePath === undefined ? 'picture' : `${basePath}${picturePath}`, clientId, hash)
}

function address(path: string, clientId: string, version: string): string {
  return `${path}?${new URLSearchParams({ client_id: clientId, v: version }).toString()}`
}
