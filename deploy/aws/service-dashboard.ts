import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { ServiceMetrics } from './service-metrics.ts'
import type { Settings } from './settings.ts'

/** Requests as callers see them, then the delivery of telemetry; both services in each graph. */
export function addDashboard(
  scope: Construct,
  settings: Settings,
  metrics: readonly ServiceMetrics[],
): void {
  const graph = (title: string, of: (service: ServiceMetrics) => IMetric) =>
    new GraphWidget({ title, left: metrics.map(of), width: 8 })
  new Dashboard(scope, 'Dashboard', {
    dashboardName: `cruddur-${settings.environment}`,
    widgets: [
      [
        graph('Requests a minute', ({ requests }) => requests),
        graph('5xx, per cent', ({ errorPercent }) => errorPercent),
        graph('p99, ms', ({ p99Millis }) => p99Millis),
      ],
      [
        graph('Telemetry backends that fail', ({ telemetryOutage }) => telemetryOutage),
        graph('Telemetry lost', ({ telemetryLoss }) => telemetryLoss),
      ],
    ],
  })
}
