import { element } from './dom.ts'
import { messageOf } from './messages.ts'
import { SignedOut } from './notes-api.ts'
import type { Note, NotesApi } from './notes-api.ts'
import { say } from './status.ts'

/** The list of notes with the field to write one; `onSignedOut` is called when the API no longer knows the user. */
export function notesView(api: NotesApi, onSignedOut: () => void): HTMLElement {
  const list = element('ul', { class: 'notes', 'aria-label': 'Your notes' })
  const empty = element('p', { class: 'empty', hidden: true }, 'Nothing here yet. Write your first note above.')
  const text = element('textarea', {
    id: 'new-note',
    rows: 3,
    maxlength: 4000,
    placeholder: 'What do you want to keep?',
  })
  const add = element('button', { class: 'primary', type: 'submit' }, 'Keep it')
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act()
    } catch (error) {
      if (error instanceof SignedOut) onSignedOut()
      say(messageOf(error))
    }
  }
  const refresh = () => {
    empty.hidden = list.children.length > 0
  }
  const card = (note: Note): HTMLLIElement => noteCard(note, api, attempt, refresh)
  const compose = element(
    'form',
    {
      class: 'compose',
      onsubmit: (event) => {
        event.preventDefault()
        if (text.value.trim() === '') return text.focus()
        add.disabled = true
        void attempt(async () => {
          list.prepend(card(await api.write(text.value)))
          text.value = ''
          refresh()
          say('Kept.')
        }).finally(() => {
          add.disabled = false
        })
      },
    },
    element('label', { for: 'new-note' }, 'New note'),
    text,
    add,
  )
  void attempt(async () => {
    const notes = await api.list()
    // A note may have been written before the list came.
    const shown = new Set([...list.children].map((child) => child.id))
    list.append(...notes.filter(({ id }) => !shown.has(`note-${id}`)).map(card))
    refresh()
  })
  return element('section', { 'aria-label': 'Notes' }, compose, empty, list)
}

function noteCard(
  note: Note,
  api: NotesApi,
  attempt: (act: () => Promise<void>) => Promise<void>,
  refresh: () => void,
): HTMLLIElement {
  const figures = element('span', { class: 'figures' })
  const time = element('time', { datetime: note.updatedAt }, formatTime(note.updatedAt))
  const body = element('p', {}, note.text)
  const remove = element(
    'button',
    { type: 'button', 'aria-label': `Delete the note "${note.text.slice(0, 40)}"` },
    'Delete',
  )
  const measure = element(
    'button',
    { type: 'button', 'aria-label': `Reading time of the note "${note.text.slice(0, 40)}"` },
    'Reading time',
  )
  const card = element(
    'li',
    { class: 'note', id: `note-${note.id}` },
    body,
    element('footer', {}, time, figures, measure, remove),
  )
  remove.addEventListener('click', () => {
    void attempt(async () => {
      await api.remove(note.id)
      card.remove()
      refresh()
      say('Deleted.')
    })
  })
  measure.addEventListener('click', () => {
    void attempt(async () => {
      const { words, minutes } = await api.readingTime(note.text)
      figures.textContent = `${words} ${words === 1 ? 'word' : 'words'}, ${minutes} min`
      say(`${figures.textContent}.`)
    })
  })
  return card
}

function formatTime(iso: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
}
