import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2'
import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs'
import type { ApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery'
import type { Construct } from 'constructs'
import { addLoadBalancer } from './load-balancer.ts'
import type { Settings } from './settings.ts'

export interface FoundationStackProps extends StackProps {
  readonly settings: Settings
}

/** Resources shared by the services: network, load balancer, cluster, names, log groups, keys. */
export class FoundationStack extends Stack {
  readonly vpc: IVpc
  readonly listener: ApplicationListener
  readonly loadBalancerGroupId: string
  readonly cluster: Cluster
  readonly namespace: PrivateDnsNamespace
  /** Created here with its retention, so that no task needs logs:CreateLogGroup. */
  readonly logGroup: LogGroup
  /** Output of the containers; a separate group, because it contains the request lines again. */
  readonly stdoutLogGroup: LogGroup
  /** JSON with `otlpHeaders` and `rollbarAccessToken`; created by hand. */
  readonly telemetryKeys: ISecret

  constructor(scope: Construct, id: string, props: FoundationStackProps) {
    super(scope, id, props)
    const { settings } = props
    this.vpc = settings.vpcId
      ? Vpc.fromLookup(this, 'Vpc', { vpcId: settings.vpcId })
      : new Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 })
    const { listener, securityGroup } = addLoadBalancer(this, this.vpc, settings)
    this.listener = listener
    this.loadBalancerGroupId = securityGroup.securityGroupId
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
