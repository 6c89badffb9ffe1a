import { isOff } from '../config/destination.ts'
import type { Config } from '../load-config.ts'
import { type SignalName, signalEntries } from '../signals/registry.ts'
import type { SignalDefinition } from '../signals/signal.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'

export interface SignalCheck extends CheckResult {
  readonly signal: SignalName
}

/** Checks all signals in parallel without sending data; ends at about the timeout. */
export async function runChecks(config: Config, options: CheckOptions): Promise<SignalCheck[]> {
  // The sockets of telemetry do not keep the process alive.
  const alive = setInterval(() => undefined, 60_000)
  try {
    return await Promise.all(
      signalEntries.map(async ([signal, definition]) => ({
        signal,
        ...(await check(definition, config[signal], options)),
      })),
    )
  } finally {
    clearInterval(alive)
  }
}

async function check(
  { adviceIfOff, ...definition }: SignalDefinition,
  config: { readonly destination: object },
  options: CheckOptions,
): Promise<CheckResult> {
  const { destination } = config
  if (!isOff(destination)) return definition.check(destination, options, config)
  return { state: 'off', destination: 'no backend', message: destination.off, advice: adviceIfOff }
}
