/** A route with a reply, whatever its integration is. */
export function route(integration: Record<string, unknown>, responses: Record<string, unknown> = {}) {
  return { isTwoWay: true, integration, responses }
}

export const mock = { IntegrationType: 'MOCK', RequestTemplates: { $default: '{"statusCode": 200}' } }
