export { createBaggageProcessor } from './baggage-processor.ts'
export type { TelemetryExtensions } from './extensions.ts'
export { loadExtensions } from './load-extensions.ts'
