import {
  type ContainerDefinition,
  ContainerDependencyCondition,
  ContainerImage,
  type FargateTaskDefinition,
  Protocol,
} from 'aws-cdk-lib/aws-ecs'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { stdoutLogs } from './stdout-logs.ts'

/** Receives segments and serves sampling rules on the loopback interface of the task. */
export function addXrayDaemon(task: FargateTaskDefinition, logGroup: ILogGroup, name: string) {
  const container: ContainerDefinition = task.addContainer('xray-daemon', {
    image: ContainerImage.fromRegistry('public.ecr.aws/xray/aws-xray-daemon:3.6.6'),
    // Without segments a service still serves.
    essential: false,
    user: '65532:65532',
    readonlyRootFilesystem: true,
    cpu: 32,
    memoryReservationMiB: 64,
    portMappings: [{ containerPort: 2000, protocol: Protocol.UDP }],
    command: ['--bind', '127.0.0.1:2000', '--bind-tcp', '127.0.0.1:2000'],
    logging: stdoutLogs(logGroup, `${name}/xray-daemon`),
  })
  return { container, condition: ContainerDependencyCondition.START }
}
