import { registerHooks } from 'node:module'

/**
 * Makes imports faster, from here on in this thread: a relative one is the URL that it spells. Node would ask the disk of
 * each file whether it is there, whether it is a link and what its package says, a fifth of the time that a start takes.
 */
registerHooks({
  resolve(specifier, context, next) {
    const { conditions, parentURL } = context
    if (!specifier.startsWith('.') || parentURL === undefined || !conditions.includes('import')) {
      return next(specifier, context)
    }
    const format = specifier.endsWith('.ts') ? 'module-typescript' : undefined
    return { url: new URL(specifier, parentURL).href, format, shortCircuit: true }
  },
})
