import { Amplify } from 'aws-amplify'
import { fetchAuthSession } from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'

import type { AppConfig } from '../config.ts'
import { createNotesApi } from '../notes-api.ts'
import type { NotesApi } from '../notes-api.ts'

/** Points Amplify Auth to the pool, with tokens in this page's memory and nowhere else. */
export function configureAmplify({ userPoolId, userPoolClientId, userPoolEndpoint }: AppConfig): void {
  const endpoint = userPoolEndpoint === undefined ? {} : { userPoolEndpoint }
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId, ...endpoint, loginWith: { username: true, email: true } } },
  })
  cognitoUserPoolsTokenProvider.setKeyValueStorage(createMemoryStorage())
}

function createMemoryStorage() {
  const items = new Map<string, string>()
  return {
    setItem: async (key: string, value: string) => void items.set(key, value),
    getItem: async (key: string) => items.get(key) ?? null,
    removeItem: async (key: string) => void items.delete(key),
    clear: async () => items.clear(),
  }
}

/** The APIs called by the page itself: the access token goes in `Authorization`, refreshed by Amplify in time. */
export function createTokenApi({ notesApiUrl, readingApiUrl }: AppConfig): NotesApi {
  return createNotesApi(async (path, init) => {
    const { tokens } = await fetchAuthSession()
    const base = path === '/reading-time' ? readingApiUrl : notesApiUrl
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${tokens?.accessToken.toString() ?? ''}`,
    }
    return fetch(base + path, { ...init, headers })
  })
}
