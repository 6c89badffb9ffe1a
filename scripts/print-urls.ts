// Says where to look, once every part is ready.
import { localStack } from './local-stack.ts'

const url = (name: string) => localStack.find((part) => part.name === name)?.url ?? ''

process.stdout.write(`
  Everything is ready.

  Console           ${url('console')}
  home-activities   ${url('home-activities')}/api/activities/home
  user-activities   ${url('user-activities')}/api/activities/@worf
  API pages         ${url('home-activities')}/docs  ${url('user-activities')}/docs

  Then, in another terminal:
    curl ${url('home-activities')}/api/activities/home
    npx pnpm@12 traces --service home-activities
    npx pnpm@12 traffic --duration 30s

  Ctrl-C stops everything.

`)
