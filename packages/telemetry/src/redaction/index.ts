export { redacted } from './redacted.ts'
export {
  createRedactor,
  type HeaderValue,
  type Redactor,
  type RedactorOptions,
} from './redactor.ts'
