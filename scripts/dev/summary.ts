import type { LocalPart } from './local-stack.ts'

/** The URLs of the stack and the first commands to try. */
export function formatSummary(stack: readonly LocalPart[]): string {
  const url = (name: string) => stack.find((part) => part.name === name)?.url ?? ''
  const [home, user] = [url('home-activities'), url('user-activities')]
  const base = process.env.CRUDDUR_PORT_BASE
  return `
  Everything is ready.

  Console           ${url('console')}
  home-activities   ${home}/api/activities/home
  user-activities   ${user}/api/activities/@worf
  API pages         ${home}/docs  ${user}/docs

  In another terminal:
${base ? `    export CRUDDUR_PORT_BASE=${base}\n` : ''}    curl ${home}/api/activities/home
    npx traces --service home-activities
    npx traffic --duration 30s

  Press Ctrl-C to stop everything.

`
}
