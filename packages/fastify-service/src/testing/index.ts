export { freePort } from './free-port.ts'
export { type RunningProcess, runProcess } from './run-process.ts'
export { type RunningService, runService, startService } from './start-service.ts'
