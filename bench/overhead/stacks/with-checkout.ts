import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Backends, Stack } from '../stack.ts'
import { cruddur, start } from './stacks.ts'

/** Each stack, followed by the same one with the built telemetry package of another checkout. */
export function withCheckout(chosen: readonly Stack[], checkout: string): readonly Stack[] {
  const dist = pathToFileURL(`${resolve(checkout)}/packages/telemetry/dist/`)
  const name = basename(resolve(checkout))
  return chosen.flatMap((stack) =>
    stack.nodeArguments === cruddur
      ? [
          stack,
          {
            ...stack,
            name: `${stack.name}@${name}`,
            title: `${stack.title} (${name})`,
            nodeArguments: ['--import', new URL('register.js', dist).href, ...start('cruddur')],
            environment: (backends: Backends) => ({
              ...stack.environment(backends),
              BENCH_TELEMETRY: new URL('index.js', dist).href,
            }),
          },
        ]
      : [stack],
  )
}
