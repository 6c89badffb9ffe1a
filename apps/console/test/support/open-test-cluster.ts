import { openChdbCluster } from './chdb-cluster.ts'
import { openServerCluster } from './server-cluster.ts'
import type { TestCluster } from './test-cluster.ts'

/** The server of TEST_CLICKHOUSE_URL, otherwise chDB. */
export function openTestCluster(): Promise<TestCluster> {
  const url = process.env.TEST_CLICKHOUSE_URL
  return url === undefined ? openChdbCluster() : openServerCluster(url)
}
