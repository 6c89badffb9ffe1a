import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { Settings } from './settings.ts'

/** Exactly the calls that a service and its daemon make. */
export function telemetryPolicies(logGroup: ILogGroup): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      // Ends with `:*`, so it covers the streams.
      resources: [logGroup.logGroupArn],
    }),
    new PolicyStatement({
      actions: [
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'cloudwatch:PutMetricData',
      ],
      // These actions have no resources.
      resources: ['*'],
    }),
  ]
}

export const telemetryEnvironment = (settings: Settings, logGroup: ILogGroup, region: string) => ({
  ENVIRONMENT: settings.environment,
  OTEL_EXPORTER_OTLP_ENDPOINT: 'https://api.honeycomb.io',
  AWS_REGION: region,
  AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
  CLOUDWATCH_LOG_GROUP: logGroup.logGroupName,
  // The alarms query them there.
  TELEMETRY_METRICS_EXPORTER: 'cloudwatch',
  LOG_LEVEL: 'info',
})
