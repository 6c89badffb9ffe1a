import { Duration } from 'aws-cdk-lib'
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { FoundationStack } from './foundation-stack.ts'
import type { Settings } from './settings.ts'

export interface ServiceMetrics {
  readonly name: string
  readonly runningTasks: IMetric
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

/** Metrics that do not depend on those that the service sends: of its tasks, and of the lines on its stdout. */
export function serviceMetrics(scope: Construct, source: Source): ServiceMetrics {
  const { name, settings, foundation } = source
  const metricNamespace = `cruddur/${settings.environment}`
  // On stdout alone: lines that CloudWatch did not accept, and the last ledger of a process.
  const ofLines = (what: string, condition: string) => {
    const metricName = `${name}-${what}`
    new MetricFilter(scope, `${name}-${what}-filter`, {
      logGroup: foundation.stdoutLogGroup,
      metricNamespace,
      metricName,
      filterPattern: FilterPattern.literal(`{ $.service = "${name}" && ${condition} }`),
      metricValue: '1',
    })
    return new Metric({ namespace: metricNamespace, metricName, statistic: 'Sum', period })
  }
  const outage = '$.event = "telemetry.outage"'
  const shutdown = '$.event = "telemetry.shutdown"'
  return {
    name,
    runningTasks: new Metric({
      namespace: 'ECS/ContainerInsights',
      metricName: 'RunningTaskCount',
      dimensionsMap: { ClusterName: foundation.cluster.clusterName, ServiceName: name },
      statistic: 'Minimum',
      period,
    }),
    telemetryOutage: ofLines('telemetry-outage', outage),
    telemetryLoss: ofLines('telemetry-loss', `((${outage} || ${shutdown}) && $.droppedTotal > 0)`),
  }
}
