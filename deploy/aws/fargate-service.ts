import { Duration, Stack } from 'aws-cdk-lib'
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import {
  ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  LinuxParameters,
  OperatingSystemFamily,
  Secret,
} from 'aws-cdk-lib/aws-ecs'
import { DnsRecordType } from 'aws-cdk-lib/aws-servicediscovery'
import { Construct } from 'constructs'
import type { FoundationStack } from './foundation-stack.ts'
import type { ServiceName, Settings } from './settings.ts'
import { stdoutLogs } from './stdout-logs.ts'
import { telemetryEnvironment, telemetryPolicies } from './task-telemetry.ts'
import { addXrayDaemon } from './xray-daemon.ts'

export const servicePort = 3000
/** The image's user in the distroless images. */
const nonRoot = '65532:65532'
const shutdownTimeoutMillis = 20_000
export const stopTimeoutSeconds = 30

export interface CruddurServiceProps {
  readonly name: ServiceName
  readonly settings: Settings
  readonly foundation: FoundationStack
  readonly environment: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, Secret>>
}

/** A task definition with its X-Ray daemon, and the service that runs it. */
export class CruddurService extends Construct {
  readonly taskDefinition: FargateTaskDefinition
  readonly service: FargateService

  constructor(scope: Construct, id: string, props: CruddurServiceProps) {
    super(scope, id)
    const { name, foundation } = props
    this.taskDefinition = serviceTask(this, props)
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc: foundation.vpc })
    // From within: the other services and a load balancer.
    securityGroup.addIngressRule(Peer.ipv4(foundation.vpc.vpcCidrBlock), Port.tcp(servicePort))
    this.service = new FargateService(this, 'Service', {
      cluster: foundation.cluster,
      serviceName: name,
      taskDefinition: this.taskDefinition,
      securityGroups: [securityGroup],
      desiredCount: 2,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      // A version that does not become healthy gives way to the one before.
      circuitBreaker: { enable: true, rollback: true },
      cloudMapOptions: {
        cloudMapNamespace: foundation.namespace,
        name,
        dnsRecordType: DnsRecordType.A,
        dnsTtl: Duration.seconds(10),
      },
    })
    this.service
      .autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
      .scaleOnCpuUtilization('Cpu', {
        targetUtilizationPercent: 60,
        scaleInCooldown: Duration.minutes(5),
      })
  }
}

function serviceTask(scope: Construct, props: CruddurServiceProps): FargateTaskDefinition {
  const { name, settings, foundation, environment, secrets } = props
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
  const app = task.addContainer('app', {
    image: ContainerImage.fromRegistry(
      `${settings.imageRepository}/${name}:${settings.versions[name]}`,
    ),
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
      SHUTDOWN_DRAIN_MILLIS: '5000',
      TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '5000',
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
  app.addContainerDependencies(addXrayDaemon(task, foundation.stdoutLogGroup, name))
  return task
}

const healthCheck = `fetch('http://127.0.0.1:${servicePort}/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`
