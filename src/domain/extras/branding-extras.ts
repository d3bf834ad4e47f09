import { onOff } from './extra-values.ts'
import { extra } from './extra.ts'

/** What the pages of managed login do about styles that Cognito does otherwise. */
export const brandingExtras = {
  'default-style': extra({
    values: onOff,
    default: true,
    scope: 'client',
    documentation:
      'Managed login shows our own look to clients that have no style. It is on unless a pool or a client turns it off: then those pages answer 403 until there is a style, as at AWS, so that a template that forgets it is found out here.',
  }),
}
