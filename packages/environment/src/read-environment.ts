import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts'
import type { Variable } from './variable.ts'

export type Schema = Readonly<Record<string, Variable<unknown>>>

export type Values<S extends Schema> = {
  readonly [Name in keyof S]: S[Name] extends Variable<infer T> ? T : never
}

/**
 * Reads every variable of a schema. Precedence: `overrides` (code), then `environment`, then the
 * variable's default. An empty variable counts as unset.
 *
 * @throws ConfigurationError naming every wrong variable at once.
 * @example
 * const { PORT } = readEnvironment({ PORT: number({ description: 'Port', default: 80, min: 0, max: 65_535 }) }, process.env)
 */
export function readEnvironment<S extends Schema>(
  schema: S,
  environment: Readonly<Record<string, string | undefined>>,
  overrides: Partial<Values<S>> = {},
): Values<S> {
  const problems: ConfigurationProblem[] = []
  const values = Object.fromEntries(
    Object.entries(schema).map(([name, variable]) => {
      const override = (overrides as Record<string, unknown>)[name]
      if (override !== undefined) return [name, override]
      const raw = environment[name]?.trim()
      if (raw === undefined || raw === '') return [name, variable.default]
      try {
        return [name, variable.parse(raw)]
      } catch {
        const shown = variable.secret ? '(hidden)' : JSON.stringify(withoutCredentials(raw))
        problems.push({ name, value: shown, allowed: variable.allowed })
        return [name, undefined]
      }
    }),
  )
  if (problems.length > 0) throw new ConfigurationError(problems)
  return Object.freeze(values) as Values<S>
}

/** A URL variable is not a secret, but an invalid value may contain credentials. */
const withoutCredentials = (value: string) => value.replaceAll(/\/\/[^/?#]*@/g, '//(hidden)@')
