import { Size } from 'aws-cdk-lib'
import { AwsLogDriverMode, LogDrivers } from 'aws-cdk-lib/aws-ecs'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'

/**
 * The container's stdout: its output before telemetry starts and after it has ended. The request
 * lines come by the service itself, into streams of their own.
 */
export const stdoutLogs = (logGroup: ILogGroup, name: string) =>
  LogDrivers.awsLogs({
    logGroup,
    streamPrefix: name,
    // A slow CloudWatch must not stop the service.
    mode: AwsLogDriverMode.NON_BLOCKING,
    maxBufferSize: Size.mebibytes(8),
  })
