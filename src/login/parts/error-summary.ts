import { html, type Html } from '../view/html.ts'
import type { Messages } from '../../messages/en.ts'
import type { Problem } from '../view/view.ts'

/** Takes the focus, says what is wrong, and leads to each field. */
export function errorSummary(messages: Messages, problems: readonly Problem[]): Html | '' {
  if (problems.length === 0) return ''
  return html`<div
    class="notice danger errorMessage-customizable"
    role="alert"
    tabindex="-1"
    autofocus
    aria-label="${messages.problem}"
  >
    ${
      problems.length === 1 && problems[0]
        ? html`<p>${entry(problems[0])}</p>`
        : html`<ul>
            ${problems.map((problem) => html`<li>${entry(problem)}</li>`)}
          </ul>`
    }
  </div>`
}

function entry(problem: Problem): Html | string {
  return problem.field ? html`<a href="#${problem.field}">${problem.text}</a>` : problem.text
}
