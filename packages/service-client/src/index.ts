export {
  createServiceClient,
  type ServiceClient,
  type ServiceClientOptions,
  type ServiceState,
} from './create-service-client.ts'
export { ServiceRejectedError, ServiceUnavailableError } from './service-errors.ts'
