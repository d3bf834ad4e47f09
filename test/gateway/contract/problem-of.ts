import type { TemplateResource } from '../../../src/domain/template-resource.ts'
import { DefinitionRefused } from '../../../src/gateway/loading/definition-refused.ts'
import { definitionFromTemplate } from '../../../src/gateway/loading/definition-from-template.ts'
import { accountId, region } from '../gateway-under-test.ts'

/** Why a template is refused; nothing where it is not. */
export function problemOf(resources: readonly TemplateResource[]): string {
  try {
    definitionFromTemplate(resources, { region, accountId })
    return ''
  } catch (error) {
    if (error instanceof DefinitionRefused) return error.message
    throw error
  }
}
