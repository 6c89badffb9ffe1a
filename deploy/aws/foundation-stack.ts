import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Vpc } from 'aws-cdk-lib/aws-ec2'
import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery'
import type { Construct } from 'constructs'
import type { Settings } from './settings.ts'

/** What the services share: network, cluster, names, the log group, the keys. */
export class FoundationStack extends Stack {
  readonly vpc: Vpc
  readonly cluster: Cluster
  readonly namespace: PrivateDnsNamespace
  /** Made here, with its retention, so that no task needs logs:CreateLogGroup. */
  readonly logGroup: LogGroup
  /** What the containers print; apart, since it holds the request lines a second time. */
  readonly stdoutLogGroup: LogGroup
  /** JSON with `otlpHeaders` and `rollbarAccessToken`; filled by hand, once. */
  readonly telemetryKeys: ISecret

  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    super(scope, id)
    this.vpc = new Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 })
    this.cluster = new Cluster(this, 'Cluster', {
      vpc: this.vpc,
      containerInsightsV2: ContainerInsights.ENABLED,
    })
    this.namespace = new PrivateDnsNamespace(this, 'Names', {
      name: `${settings.environment}.cruddur.internal`,
      vpc: this.vpc,
    })
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `cruddur/${settings.environment}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.stdoutLogGroup = new LogGroup(this, 'Stdout', {
      logGroupName: `cruddur/${settings.environment}/stdout`,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.telemetryKeys = Secret.fromSecretNameV2(
      this,
      'TelemetryKeys',
      `cruddur/${settings.environment}/telemetry`,
    )
  }
}
