import { withLocalBodies } from './local-body.ts'
import { parseTemplate } from './parse.ts'
import { prepareTemplate } from './prepare.ts'
import type { PrepareOptions } from './prepare.ts'
import { resolveTemplate } from './resolve.ts'
import type { Provision, ResolvedTemplate } from './resolve.ts'
import { transformSam } from './sam/transform.ts'

export interface LoadOptions extends PrepareOptions {
  readonly provision: Provision
}

/** A template's text to its resources, created where they live in a user pool. Throws `TemplateError`. */
export async function loadTemplate(text: string, file: string, options: LoadOptions): Promise<ResolvedTemplate> {
  const prepared = transformSam(withLocalBodies(prepareTemplate(parseTemplate(text, file), options)))
  return resolveTemplate(prepared, options.provision)
}
