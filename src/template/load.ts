import { withLocalBodies } from './local-body.ts'
import { parseTemplate } from './parse.ts'
import type { Template } from './parse.ts'
import { boundParameters, prepareTemplate } from './prepare.ts'
import type { PreparedTemplate, PrepareOptions } from './prepare.ts'
import { resolveTemplate } from './resolve.ts'
import type { Provision, ResolvedTemplate } from './resolve.ts'
import { createScope } from './scope.ts'
import { transformSam } from './sam/transform.ts'

export interface LoadOptions extends PrepareOptions {
  readonly provision: Provision
}

/** A template's text to its resources, created where they live in a user pool. Throws `TemplateError`. */
export async function loadTemplate(text: string, file: string, options: LoadOptions): Promise<ResolvedTemplate> {
  const template = await withoutLoops(parseTemplate(text, file), options)
  const plain = prepareTemplate(template, options)
  await checkRules(plain)
  const prepared = transformSam(withLocalBodies(plain))
  return resolveTemplate(prepared, options.provision)
}

/** What hardly any template has is loaded for those alone. */
async function withoutLoops(template: Template, options: PrepareOptions): Promise<Template> {
  if (!JSON.stringify(template.root).includes('"Fn::ForEach::')) return template
  const { expandLoops } = await import('./expand-loops.ts')
  return expandLoops(template, boundParameters(template, options).parameters)
}

async function checkRules({ scope }: PreparedTemplate): Promise<void> {
  const { rules } = scope.sections
  if (Object.keys(rules).length === 0) return
  const rulesOfTemplates = await import('./rules.ts')
  rulesOfTemplates.checkRules(rules, createScope(scope))
}
