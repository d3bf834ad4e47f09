import type { SelectedTemplates } from '../../definition/websocket-integration.ts'
import type { Payload } from '../../mapping/payload.ts'
import type { VtlTemplate } from '../../vtl/syntax-tree.ts'
import { selectKey, type SelectedResponse } from '../select-key.ts'

/** The template under the selected key, else the catch-all. Where nothing selects, the one for JSON will do. */
export function chooseTemplate(
  { templateSelection, templates }: SelectedTemplates,
  message: Payload,
  response?: SelectedResponse,
): VtlTemplate | undefined {
  const key = templateSelection === undefined ? 'application/json' : selectKey(templateSelection, message, response)
  return templates.get(key) ?? templates.get('$default')
}
