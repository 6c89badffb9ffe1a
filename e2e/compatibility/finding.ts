/** A difference between two versions of a service, and its effect on the rollout. */
export interface Finding {
  readonly area: 'api' | 'database' | 'telemetry' | 'run'
  /** Stable name of the rule, such as `required-column-added`. */
  readonly rule: string
  /** The change and its place, in one line. */
  readonly message: string
  /** `stop`: no order of rollouts is safe. `order`: safe once the services of `first` are deployed. */
  readonly effect: 'none' | 'order' | 'stop'
  /** The services to deploy first. */
  readonly first?: readonly string[]
}
