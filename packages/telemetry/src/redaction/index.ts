export { redacted } from './redacted.ts'
export { createRedactor, type Redactor } from './redactor.ts'
