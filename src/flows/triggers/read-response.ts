import { isObject } from '../../contract/json-object.ts'
import type { RawResponse } from './run-trigger.ts'

/**
 * What a reader makes of a member of a function's answer: undefined where it is absent or null, which is the function's
 * way to say nothing, and null where it is of another type.
 */
export type Read<Value> = Value | undefined | null

export function readFlag(response: RawResponse, name: string): Read<boolean> {
  const value = response[name]
  if (value === undefined || value === null) return undefined
  return typeof value === 'boolean' ? value : null
}

export function readText(response: RawResponse, name: string, longest = 131_072): Read<string> {
  const value = response[name]
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' && value.length <= longest ? value : null
}

export function readObject(response: RawResponse, name: string): Read<RawResponse> {
  const value = response[name]
  if (value === undefined || value === null) return undefined
  return isObject(value) ? value : null
}

/** Texts by name. Cognito: numbers and booleans become texts, as its reader makes them. */
export function readTexts(response: RawResponse, name: string): Read<Readonly<Record<string, string>>> {
  const value = readObject(response, name)
  if (value === undefined || value === null) return value
  const texts: [string, string][] = []
  for (const [key, member] of Object.entries(value)) {
    if (member === null) continue
    if (typeof member !== 'string' && typeof member !== 'number' && typeof member !== 'boolean') return null
    texts.push([key, String(member)])
  }
  return texts.length <= mostMembers ? Object.fromEntries(texts) : null
}

export function readList(response: RawResponse, name: string): Read<readonly string[]> {
  const value = response[name]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || value.length > mostMembers) return null
  return value.every((item) => typeof item === 'string') ? value : null
}

const mostMembers = 5000

/** Undefined as soon as one member is wrong: such an answer is none. */
export function allRead<Members extends Readonly<Record<string, unknown>>>(
  members: Members,
): { readonly [Name in keyof Members]: Exclude<Members[Name], null> } | undefined {
  return isAllRead(members) ? members : undefined
}

function isAllRead<Members extends Readonly<Record<string, unknown>>>(
  members: Members,
): members is Members & { readonly [Name in keyof Members]: Exclude<Members[Name], null> } {
  return Object.values(members).every((value) => value !== null)
}
