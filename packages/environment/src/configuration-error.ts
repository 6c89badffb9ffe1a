export interface ConfigurationProblem {
  readonly name: string
  /** The value as it may be shown: quoted, or `(hidden)` for a secret. */
  readonly value: string
  readonly allowed: string
}

/** The environment holds values that cannot be used; nothing was started. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly code = 'ENV_INVALID'
  readonly problems: readonly ConfigurationProblem[]

  constructor(problems: readonly ConfigurationProblem[]) {
    super(
      problems
        .map(({ name, value, allowed }) => `${name} is ${value}; allowed: ${allowed}`)
        .join('\n'),
    )
    this.problems = problems
  }
}
