import { expect, type MatcherResult, type MatcherState } from 'vitest'
import {
  type Expected,
  type RecordedSignals,
  signalEntries,
  type TelemetryMatchers,
} from '../signals/registry.ts'

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

interface Kind<Recorded> {
  readonly noun: string
  titleOf(recorded: Recorded): string | undefined
}

const shownTitles = 20

function matchRecorded<Recorded extends object>(
  state: MatcherState,
  kind: Kind<Recorded>,
  all: readonly Recorded[],
  expected: Expected<Recorded>,
): MatcherResult {
  const matches = matcher(state, kind, expected)
  return {
    pass: all.some(matches),
    message: () =>
      state.isNot
        ? `expected no ${kind.noun} like ${show(state, expected)}, but found ${show(state, all.find(matches))}`
        : [
            `expected a ${kind.noun} like ${show(state, expected)}`,
            titles(kind, all),
            difference(state, all, expected),
          ].join('\n\n'),
  }
}

function matcher<Recorded extends object>(
  state: MatcherState,
  { titleOf }: Kind<Recorded>,
  expected: Expected<Recorded>,
): (recorded: Recorded) => boolean {
  if (typeof expected === 'string') return (recorded) => titleOf(recorded) === expected
  if (expected instanceof RegExp) return (recorded) => expected.test(titleOf(recorded) ?? '')
  return (recorded) => isLike(state, recorded, expected)
}

function isLike(state: MatcherState, received: unknown, expected: unknown): boolean {
  const { customTesters, utils, equals } = state
  return equals(received, expected, [...customTesters, matchesPattern, utils.subsetEquality])
}

function matchesPattern(received: unknown, expected: unknown): boolean | undefined {
  return expected instanceof RegExp ? expected.test(String(received)) : undefined
}

function titles<Recorded extends object>(
  { noun, titleOf }: Kind<Recorded>,
  all: readonly Recorded[],
): string {
  if (all.length === 0) return `No ${noun} was recorded.`
  const shown = all.slice(0, shownTitles).map((recorded) => `  ${titleOf(recorded)}`)
  const more = all.length > shownTitles ? [`  and ${all.length - shownTitles} more`] : []
  return [`Recorded (${all.length}):`, ...shown, ...more].join('\n')
}

/** Diff against the recorded value with the most matching fields. */
function difference(state: MatcherState, all: readonly object[], expected: unknown): string {
  if (typeof expected === 'string' || expected instanceof RegExp || all.length === 0) return ''
  const fields = Object.entries(expected as object)
  const read = (recorded: object, field: string) => (recorded as Record<string, unknown>)[field]
  const right = (recorded: object) =>
    fields.filter(([field, value]) => isLike(state, read(recorded, field), value)).length
  const closest = all.reduce((best, recorded) => (right(recorded) > right(best) ? recorded : best))
  const received = Object.fromEntries(fields.map(([field]) => [field, read(closest, field)]))
  return `Closest match:\n${state.utils.diff(expected, received) ?? ''}`
}

const show = ({ utils }: MatcherState, value: unknown) =>
  utils.stringify(value, undefined, { min: true })
