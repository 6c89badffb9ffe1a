import { streamMillis } from './terminal-states-app.ts'

export interface TerminalState {
  readonly method?: string
  readonly path: string
  /** When the client aborts; undefined if it reads the whole response. */
  readonly disconnects?: 'before the response' | 'during the response' | 'when the server closes'
  /** The request is sent on a kept-alive connection while the app is closing. */
  readonly whileClosing?: true
  readonly span: { status: 'UNSET' | 'ERROR'; http?: number; errorType?: string; name: string }
  readonly line: { level: 'info' | 'warn' | 'error'; status?: number }
  readonly segment?: 'error' | 'fault'
  readonly outcome: string
  readonly reported: boolean
  readonly atLeastMillis?: number
}

export const terminalStates: Record<string, TerminalState> = {
  'a response': {
    path: '/ok',
    span: { status: 'UNSET', http: 200, name: 'GET /ok' },
    line: { level: 'info', status: 200 },
    outcome: 'completed',
    reported: false,
  },
  'a 201 with a body': {
    method: 'POST',
    path: '/created',
    span: { status: 'UNSET', http: 201, name: 'POST /created' },
    line: { level: 'info', status: 201 },
    outcome: 'completed',
    reported: false,
  },
  'a 304': {
    path: '/not-modified',
    span: { status: 'UNSET', http: 304, name: 'GET /not-modified' },
    line: { level: 'info', status: 304 },
    outcome: 'completed',
    reported: false,
  },
  'a 404 without a route': {
    path: '/nowhere',
    span: { status: 'UNSET', http: 404, name: 'GET' },
    line: { level: 'warn', status: 404 },
    segment: 'error',
    outcome: 'completed',
    reported: false,
  },
  'a thrown 4xx': {
    path: '/conflict',
    span: { status: 'UNSET', http: 409, name: 'GET /conflict' },
    line: { level: 'warn', status: 409 },
    segment: 'error',
    outcome: 'completed',
    reported: false,
  },
  'a failed validation': {
    path: '/validated',
    span: { status: 'UNSET', http: 400, name: 'GET /validated' },
    line: { level: 'warn', status: 400 },
    segment: 'error',
    outcome: 'completed',
    reported: false,
  },
  'a thrown error': {
    path: '/throws',
    span: { status: 'ERROR', http: 500, errorType: 'TypeError', name: 'GET /throws' },
    line: { level: 'error', status: 500 },
    segment: 'fault',
    outcome: 'completed',
    reported: true,
  },
  'a 500 that was sent': {
    path: '/code-500',
    span: { status: 'ERROR', http: 500, errorType: '500', name: 'GET /code-500' },
    line: { level: 'error', status: 500 },
    segment: 'fault',
    outcome: 'completed',
    reported: true,
  },
  'a stream': {
    path: '/stream',
    span: { status: 'UNSET', http: 200, name: 'GET /stream' },
    line: { level: 'info', status: 200 },
    outcome: 'completed',
    reported: false,
    atLeastMillis: streamMillis,
  },
  'a client that disconnects before the response': {
    path: '/late',
    disconnects: 'before the response',
    span: { status: 'UNSET', name: 'GET /late' },
    line: { level: 'warn', status: 499 },
    segment: 'error',
    outcome: 'client_aborted',
    reported: false,
  },
  'a client that disconnects during the response': {
    path: '/endless',
    disconnects: 'during the response',
    span: { status: 'UNSET', http: 200, name: 'GET /endless' },
    line: { level: 'warn', status: 200 },
    segment: 'error',
    outcome: 'client_aborted',
    reported: false,
  },
  'a handler that does not respond until the client disconnects': {
    path: '/never',
    disconnects: 'before the response',
    span: { status: 'UNSET', name: 'GET /never' },
    line: { level: 'warn', status: 499 },
    segment: 'error',
    outcome: 'client_aborted',
    reported: false,
  },
  'a handler timeout': {
    path: '/times-out',
    span: { status: 'ERROR', http: 503, errorType: 'timeout', name: 'GET /times-out' },
    line: { level: 'error', status: 503 },
    segment: 'fault',
    outcome: 'timed_out',
    reported: true,
    atLeastMillis: 90,
  },
  'a response that is cut off': {
    path: '/breaks-off',
    disconnects: 'when the server closes',
    span: { status: 'ERROR', http: 200, errorType: 'Error', name: 'GET /breaks-off' },
    line: { level: 'error', status: 200 },
    segment: 'fault',
    outcome: 'server_closed',
    reported: true,
  },
  'a request while the service is closing': {
    path: '/ok',
    whileClosing: true,
    span: { status: 'ERROR', http: 503, errorType: 'server_closed', name: 'GET' },
    line: { level: 'error', status: 503 },
    segment: 'fault',
    outcome: 'server_closed',
    reported: false,
  },
}
