import { securityText } from '../../http/security-text.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Handler } from '../../server/exchange.ts'
import { recordHandler } from '../../server/record-handler.ts'

/** Whom to tell of a weakness, at the installation's own name. The domains of pools answer for themselves. */
export function securityTextHandler(
  { addresses, clock }: Pick<Ports, 'addresses' | 'clock'>,
  publicUrl: () => string,
): Handler<'securityText'> {
  return recordHandler<'securityText'>({
    maxBodyBytes: 0,
    handle: ({ method }) =>
      Promise.resolve(
        method === 'GET' || method === 'HEAD'
          ? securityText(publicUrl(), addresses.securityContact, clock.now())
          : { status: 405, headers: { allow: 'GET, HEAD' }, body: '' },
      ),
  })
}
