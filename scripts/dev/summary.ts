import { services } from '../services.ts'
import type { LocalPart } from './local-stack.ts'

/** The URLs of the stack and the first commands to try. */
export function formatSummary(stack: readonly LocalPart[]): string {
  const url = (name: string) => stack.find((part) => part.name === name)?.url ?? ''
  const width = Math.max(...stack.map(({ name }) => name.length)) + 2
  const row = (name: string, text: string) => `  ${name.padEnd(width)} ${text}`
  const ordered = services.toSorted((a, b) => a.port - b.port)
  const [first] = ordered
  const base = process.env.CRUDDUR_PORT_BASE
  return `
  Everything is ready.

${[
  row('Console', url('console')),
  ...ordered.map(({ name, example }) => row(name, `${url(name)}${example}`)),
  row('API pages', ordered.map(({ name }) => `${url(name)}/docs`).join('  ')),
].join('\n')}

  In another terminal:
${base ? `    export CRUDDUR_PORT_BASE=${base}\n` : ''}    curl ${url(first?.name ?? '')}${first?.example}
    npx traces --service ${first?.name}
    npx traffic --duration 30s

  Press Ctrl-C to stop everything.

`
}
