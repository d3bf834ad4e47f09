/**
 * Cognito: what a REST API takes off every request (developer guide, important notes), besides the hop-by-hop fields that
 * the guard takes off for all.
 */
export const droppedByRestApis: readonly string[] = ['content-md5', 'max-forwards', 'server', 'www-authenticate']
