import { Duration } from 'aws-cdk-lib'
import { type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { FoundationStack } from './foundation-stack.ts'
import type { Settings } from './settings.ts'

export interface ServiceMetrics {
  readonly name: string
  readonly requests: IMetric
  readonly runningTasks: IMetric
  readonly errorPercent: IMetric
  readonly p99Millis: IMetric
  /** Log lines about a failing telemetry backend, whose data is queued. */
  readonly telemetryOutage: IMetric
  /** Log lines about telemetry that was dropped or not delivered before a process ended. */
  readonly telemetryLoss: IMetric
}

interface Source {
  readonly name: string
  readonly settings: Settings
  readonly foundation: FoundationStack
}

const period = Duration.minutes(1)

/** Metrics from the log line of each request. */
export function serviceMetrics(scope: Construct, source: Source): ServiceMetrics {
  const { name, settings, foundation } = source
  const metricNamespace = `cruddur/${settings.environment}`
  const ofLines = (
    logGroup: ILogGroup,
    what: string,
    condition: string,
    value: string,
    statistic: string,
  ) => {
    const metricName = `${name}-${what}`
    new MetricFilter(scope, `${name}-${what}-filter`, {
      logGroup,
      metricNamespace,
      metricName,
      filterPattern: FilterPattern.literal(`{ $.service = "${name}" && ${condition} }`),
      metricValue: value,
    })
    return new Metric({ namespace: metricNamespace, metricName, statistic, period })
  }
  const { logGroup, stdoutLogGroup } = foundation
  const id = name.replaceAll('-', '_')
  const isRequest = '$.duration_ms >= 0'
  const requests = ofLines(logGroup, 'requests', isRequest, '1', 'Sum')
  const errors = ofLines(logGroup, 'errors', `${isRequest} && $.status >= 500`, '1', 'Sum')
  const p99Millis = ofLines(logGroup, 'duration', isRequest, '$.duration_ms', 'p99')
  // On stdout alone: lines that CloudWatch did not accept, and the last ledger of a process.
  const ofStdout = (what: string, condition: string) =>
    ofLines(stdoutLogGroup, what, condition, '1', 'Sum')
  const outage = '$.event = "telemetry.outage"'
  const shutdown = '$.event = "telemetry.shutdown"'
  const telemetryOutage = ofStdout('telemetry-outage', outage)
  const telemetryLoss = ofStdout(
    'telemetry-loss',
    `((${outage} || ${shutdown}) && $.droppedTotal > 0)`,
  )
  return {
    name,
    requests,
    runningTasks: new Metric({
      namespace: 'ECS/ContainerInsights',
      metricName: 'RunningTaskCount',
      dimensionsMap: { ClusterName: foundation.cluster.clusterName, ServiceName: name },
      statistic: 'Minimum',
      period,
    }),
    p99Millis: p99Millis.with({ label: `${name} p99, ms` }),
    telemetryOutage,
    telemetryLoss,
    errorPercent: new MathExpression({
      // Ids are one per graph, so the service is part of them.
      expression: `100 * FILL(${id}_errors, 0) / ${id}_requests`,
      usingMetrics: { [`${id}_errors`]: errors, [`${id}_requests`]: requests },
      label: `${name} 5xx %`,
      period,
    }),
  }
}
