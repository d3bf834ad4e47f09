/** What the app server tells of the system that the page belongs to. */
export interface AppConfig {
  readonly region: string
  readonly userPoolId: string
  readonly userPoolClientId: string
  /** Where the user pool answers; absent on AWS, where the SDK knows. */
  readonly userPoolEndpoint?: string
  /** Where people look after their account; absent on AWS, which has no such pages. */
  readonly accountUrl?: string
  readonly notesApiUrl: string
  readonly readingApiUrl: string
}

export async function loadConfig(): Promise<AppConfig> {
  const response = await fetch('/config.json')
  if (!response.ok) throw new Error('The page could not be set up. Reload it.')
  const config: AppConfig = await response.json()
  return config
}
