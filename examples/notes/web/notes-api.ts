export interface Note {
  readonly id: string
  readonly text: string
  readonly createdAt: string
  readonly updatedAt: string
}

export interface ReadingTime {
  readonly words: number
  readonly minutes: number
}

/** The two APIs of the system, however the page proves who is signed in. */
export interface NotesApi {
  readonly list: () => Promise<readonly Note[]>
  readonly write: (text: string) => Promise<Note>
  readonly change: (id: string, text: string) => Promise<Note>
  readonly remove: (id: string) => Promise<void>
  readonly readingTime: (text: string) => Promise<ReadingTime>
}

/** Sends one request; the sender adds what proves who is signed in. */
export type Send = (path: string, init: { readonly method: string; readonly body?: string }) => Promise<Response>

/** The session has ended or the token is not good any more. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut'
}

export function createNotesApi(send: Send): NotesApi {
  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await send(path, { method, ...(body && { body: JSON.stringify(body) }) })
    if (response.status === 401) throw new SignedOut('You have been signed out. Sign in again.')
    const text = await response.text()
    const answer = text === '' ? undefined : JSON.parse(text)
    if (!response.ok) throw new Error(answer?.message ?? 'Something went wrong. Try again.')
    return answer
  }
  return {
    list: async () => (await call<{ notes: readonly Note[] }>('GET', '/notes')).notes,
    write: async (text) => (await call<{ note: Note }>('POST', '/notes', { text })).note,
    change: async (id, text) => (await call<{ note: Note }>('PUT', `/notes/${encodeURIComponent(id)}`, { text })).note,
    remove: async (id) => call('DELETE', `/notes/${encodeURIComponent(id)}`),
    readingTime: async (text) => call<ReadingTime>('POST', '/reading-time', { text }),
  }
}
