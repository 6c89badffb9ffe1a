import { expect, type MatcherState } from 'vitest'
import {
  type Expected,
  type RecordedSignals,
  signalEntries,
  type TelemetryMatchers,
} from '../signals/registry.ts'
import { matchRecorded } from './match-recorded.ts'

declare module 'vitest' {
  // Declaration merging requires vitest's parameter names.
  interface Matchers<R, T> extends TelemetryMatchers<R> {}
}

// Registered when this module is imported.
expect.extend(
  Object.fromEntries(
    signalEntries.map(([, { testing }]) => [
      testing.matcher,
      function match(this: MatcherState, received: RecordedSignals, expected: Expected<object>) {
        const records: readonly object[] = received[testing.list as keyof RecordedSignals]
        const { flatten } = testing
        const all = flatten ? records.flatMap((record) => flatten(record)) : records
        return matchRecorded(this, testing, all, expected)
      },
    ]),
  ),
)
