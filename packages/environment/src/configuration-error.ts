export interface ConfigurationProblem {
  readonly name: string
  /** The value in printable form: quoted, or `(hidden)` for a secret; absent when the variable is not set. */
  readonly value?: string
  readonly allowed: string
}

/** One or more environment variables are invalid. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly code = 'ENV_INVALID'
  readonly problems: readonly ConfigurationProblem[]

  constructor(problems: readonly ConfigurationProblem[]) {
    super(
      problems
        .map(
          ({ name, value, allowed }) =>
            `${name} must be ${allowed} ${value === undefined ? '(not set)' : `(got ${value})`}`,
        )
        .join('\n'),
    )
    this.problems = problems
  }
}
