import type { Schema } from './read-environment.ts'

export interface VariableDescription {
  readonly name: string
  readonly allowed: string
  /** The default as text; `''` without a default. */
  readonly default: string
  readonly description: string
}

/** Describes the variables of a schema in order; the source of `docs/environment-variables.md`. */
export function describeVariables(schema: Schema): VariableDescription[] {
  return Object.entries(schema).map(([name, variable]) => ({
    name,
    allowed: variable.allowed,
    default: variable.default === undefined ? '' : String(variable.default),
    description: variable.description,
  }))
}
