export { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts'
export { describeVariables, type VariableDescription } from './describe-variables.ts'
export { readEnvironment, type Schema, type Values } from './read-environment.ts'
export { flag, matching, number, oneOf, secret, text, url, type Variable } from './variable.ts'
