import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { ServiceMetrics } from './service-metrics.ts'

/** Wakes somebody for what a caller notices, and for telemetry that does not arrive. */
export function addAlarms(scope: Construct, metrics: ServiceMetrics, topic: ITopic): void {
  const { name } = metrics
  const alarm = (
    what: string,
    metric: IMetric,
    threshold: number,
    alarmDescription: string,
    minutes = 3,
  ) => {
    new Alarm(scope, `${name}-${what}-alarm`, {
      metric,
      threshold,
      alarmDescription,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 5,
      datapointsToAlarm: minutes,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic))
  }
  alarm('errors', metrics.errorPercent, 1, `${name}: more than 1 % of the requests end as 5xx`)
  alarm('latency', metrics.p99Millis, 1_000, `${name}: one request in a hundred takes over 1 s`)
  alarm('outage', metrics.telemetryOutage, 0, `${name}: a back end of telemetry fails`)
  // One such line is enough: what it counts is gone.
  alarm('loss', metrics.telemetryLoss, 0, `${name}: telemetry is lost; see its ledger`, 1)
}
