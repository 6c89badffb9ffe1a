import type { pino } from 'pino'
import type { Serializers } from './redact-fields.ts'

export type Fields = Record<string, unknown>

export interface Formatters {
  readonly bindings: (bindings: Fields) => Fields
  readonly log?: (fields: Fields) => Fields
}

/** The state of a pino logger (10.4) that redaction needs, by the symbols that pino exports. */
export interface PinoLogger {
  /** The bindings as JSON, with a comma before each. */
  [pino.symbols.chindingsSym]: string
  [pino.symbols.serializersSym]: Serializers
  [pino.symbols.formattersSym]: Formatters
  [pino.symbols.asJsonSym](fields: Fields, message: unknown, level: number, time: string): string
  child(bindings: Fields, options?: object): PinoLogger
  setBindings(bindings: Fields): void
}
