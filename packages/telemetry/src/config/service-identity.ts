/** Who the process is; the same in all four signals. */
export interface ServiceIdentity {
  /** OpenTelemetry's `service.name`. */
  readonly name: string
  readonly version: string
  /** Where it is deployed: `production`, `staging`, `development`. */
  readonly environment: string
  /** One per process start. */
  readonly instanceId: string
  /** What the code was built from, usually a commit; the version when not known. */
  readonly codeVersion: string
  /** Further resource attributes from `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly attributes: Readonly<Record<string, string>>
}
