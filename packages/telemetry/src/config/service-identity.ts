/** The identity of the process, the same in all signals. */
export interface ServiceIdentity {
  /** OpenTelemetry's `service.name`. */
  readonly name: string
  /** OpenTelemetry's `service.version`. */
  readonly version: string
  /** The deployment environment: `production`, `staging`, `development`. */
  readonly environment: string
  /** One per process start. */
  readonly instanceId: string
  /** The revision that the code was built from, usually a commit; default: the version. */
  readonly codeVersion: string
  /** Further resource attributes from `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly attributes: Readonly<Record<string, string>>
}
