import { Duration, Stack } from 'aws-cdk-lib'
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import {
  ContainerDependencyCondition,
  ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  LinuxParameters,
  OperatingSystemFamily,
  Secret,
} from 'aws-cdk-lib/aws-ecs'
import {
  ApplicationListener,
  ApplicationListenerRule,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerCondition,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager'
import { DnsRecordType } from 'aws-cdk-lib/aws-servicediscovery'
import { Construct } from 'constructs'
import type { FoundationStack } from './foundation-stack.ts'
import type { Settings } from './settings.ts'
import { stdoutLogs } from './stdout-logs.ts'
import { telemetryEnvironment, telemetryPolicies } from './task-telemetry.ts'
import { addXrayDaemon } from './xray-daemon.ts'

export const servicePort = 3000
/** User of the distroless images. */
const nonRoot = '65532:65532'
const dnsTtlSeconds = 10
/** Longer than the TTL of Cloud Map and the deregistration delay, after which no request arrives. */
const drainMillis = (dnsTtlSeconds + 5) * 1_000
const shutdownTimeoutMillis = 40_000
const stopTimeoutSeconds = 60

export interface CruddurServiceProps {
  readonly name: string
  readonly settings: Settings
  readonly foundation: FoundationStack
  readonly environment: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, Secret>>
  /** Paths that the load balancer sends to the service; a lower priority comes first. */
  readonly route: { readonly priority: number; readonly paths: readonly string[] }
  /** Command of a container that must succeed before the service starts. */
  readonly initCommand?: readonly string[]
}

/** A task definition with its X-Ray daemon, the service that runs it, and its route. */
export class CruddurService extends Construct {
  readonly taskDefinition: FargateTaskDefinition
  readonly service: FargateService

  constructor(scope: Construct, id: string, props: CruddurServiceProps) {
    super(scope, id)
    const { name, foundation } = props
    this.taskDefinition = serviceTask(this, props)
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc: foundation.vpc })
    // From within the network: other services and the load balancer.
    securityGroup.addIngressRule(Peer.ipv4(foundation.vpc.vpcCidrBlock), Port.tcp(servicePort))
    this.service = new FargateService(this, 'Service', {
      cluster: foundation.cluster,
      serviceName: name,
      taskDefinition: this.taskDefinition,
      securityGroups: [securityGroup],
      desiredCount: 2,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      // Rolls back a version that does not become healthy.
      circuitBreaker: { enable: true, rollback: true },
      cloudMapOptions: {
        cloudMapNamespace: foundation.namespace,
        name,
        dnsRecordType: DnsRecordType.A,
        dnsTtl: Duration.seconds(dnsTtlSeconds),
      },
    })
    this.addRoute(props)
    this.service
      .autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
      .scaleOnCpuUtilization('Cpu', {
        targetUtilizationPercent: 60,
        scaleInCooldown: Duration.minutes(5),
      })
  }

  /** In the stack of the service, so that it deploys separately. */
  private addRoute({ name, foundation, route }: CruddurServiceProps): void {
    const groupId = foundation.loadBalancerGroupId
    const targets = new ApplicationTargetGroup(this, 'Targets', {
      vpc: foundation.vpc,
      port: servicePort,
      protocol: ApplicationProtocol.HTTP,
      targets: [this.service.loadBalancerTarget({ containerName: 'app' })],
      healthCheck: { path: '/health/ready', interval: Duration.seconds(10) },
      deregistrationDelay: Duration.seconds(dnsTtlSeconds),
    })
    new ApplicationListenerRule(this, 'Rule', {
      listener: ApplicationListener.fromApplicationListenerAttributes(this, `${name}-listener`, {
        listenerArn: foundation.listener.listenerArn,
        securityGroup: SecurityGroup.fromSecurityGroupId(this, 'LoadBalancerGroup', groupId, {
          mutable: false,
        }),
      }),
      priority: route.priority,
      conditions: [ListenerCondition.pathPatterns([...route.paths])],
      targetGroups: [targets],
    })
  }
}

function serviceTask(scope: Construct, props: CruddurServiceProps): FargateTaskDefinition {
  const { name, settings, foundation, environment, secrets, initCommand } = props
  const { telemetryKeys } = foundation
  const task = new FargateTaskDefinition(scope, 'Task', {
    family: `cruddur-${settings.environment}-${name}`,
    cpu: 512,
    memoryLimitMiB: 1024,
    runtimePlatform: {
      cpuArchitecture: CpuArchitecture.X86_64,
      operatingSystemFamily: OperatingSystemFamily.LINUX,
    },
  })
  for (const statement of telemetryPolicies(foundation.logGroup))
    task.addToTaskRolePolicy(statement)
  const linuxParameters = new LinuxParameters(scope, 'Linux', { initProcessEnabled: true })
  const image = ContainerImage.fromRegistry(
    `${settings.imageRepository}/${name}:${settings.versions.get(name)}`,
    settings.registrySecret
      ? { credentials: StoredSecret.fromSecretNameV2(scope, 'Registry', settings.registrySecret) }
      : {},
  )
  const app = task.addContainer('app', {
    image,
    essential: true,
    user: nonRoot,
    readonlyRootFilesystem: true,
    linuxParameters,
    stopTimeout: Duration.seconds(stopTimeoutSeconds),
    portMappings: [{ containerPort: servicePort }],
    environment: {
      ...telemetryEnvironment(settings, foundation.logGroup, Stack.of(scope).region),
      PORT: String(servicePort),
      SHUTDOWN_TIMEOUT_MILLIS: String(shutdownTimeoutMillis),
      SHUTDOWN_DRAIN_MILLIS: String(drainMillis),
      TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '5000',
      // The load balancer.
      TRUST_PROXY_HOPS: '1',
      ...(settings.corsOrigins && { CORS_ORIGINS: settings.corsOrigins }),
      ...environment,
    },
    secrets: {
      OTEL_EXPORTER_OTLP_HEADERS: Secret.fromSecretsManager(telemetryKeys, 'otlpHeaders'),
      ROLLBAR_ACCESS_TOKEN: Secret.fromSecretsManager(telemetryKeys, 'rollbarAccessToken'),
      ...secrets,
    },
    healthCheck: {
      command: ['CMD', '/nodejs/bin/node', '-e', healthCheck],
      interval: Duration.seconds(10),
      timeout: Duration.seconds(3),
      startPeriod: Duration.seconds(20),
      retries: 3,
    },
    logging: stdoutLogs(foundation.stdoutLogGroup, name),
  })
  if (initCommand) app.addContainerDependencies(addInitContainer(task, props, image, initCommand))
  app.addContainerDependencies(addXrayDaemon(task, foundation.stdoutLogGroup, name))
  return task
}

/** Runs before the service in every task, so it must be repeatable and safe to run concurrently. */
function addInitContainer(
  task: FargateTaskDefinition,
  { name, foundation, environment, secrets = {} }: CruddurServiceProps,
  image: ContainerImage,
  command: readonly string[],
) {
  const container = task.addContainer('init', {
    image,
    command: [...command],
    essential: false,
    user: nonRoot,
    readonlyRootFilesystem: true,
    environment: { ...environment },
    secrets: { ...secrets },
    logging: stdoutLogs(foundation.stdoutLogGroup, `${name}/init`),
  })
  return { container, condition: ContainerDependencyCondition.SUCCESS }
}

/** Liveness: a failed readiness check, such as of the database, must not restart every task. */
const healthCheck = `fetch('http://127.0.0.1:${servicePort}/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`
