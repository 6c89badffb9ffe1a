/** The parts of the local stack and where each listens when nothing is set. */
export interface LocalPart {
  readonly name: string
  /** Base URL without a trailing slash. */
  readonly url: string
}

const port = (name: string, fallback: number) => process.env[name]?.trim() || String(fallback)

export const localStack: readonly LocalPart[] = [
  { name: 'console', url: `http://localhost:${port('CONSOLE_PORT', 4000)}` },
  { name: 'user-activities', url: `http://localhost:${port('USER_ACTIVITIES_PORT', 4002)}` },
  { name: 'home-activities', url: `http://localhost:${port('HOME_ACTIVITIES_PORT', 4001)}` },
]
