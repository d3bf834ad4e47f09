import type { SelectedTemplates } from '../../definition/websocket-integration.ts'
import { parsedTemplate } from '../rest/mapping-templates.ts'
import { members, type TemplateNode } from '../template-node.ts'
import { selectionExpressionOf, type SelectionScope } from './selection-expression.ts'

/** Templates under keys of the author's own, and the expression that chooses among them. */
export function selectedTemplatesOf(
  templates: TemplateNode | undefined,
  selection: TemplateNode | undefined,
  scope: SelectionScope,
): SelectedTemplates {
  return {
    templates: new Map(members(templates).map(([key, template]) => [key, parsedTemplate(template)])),
    templateSelection: selection && selectionExpressionOf(selection, scope),
  }
}
