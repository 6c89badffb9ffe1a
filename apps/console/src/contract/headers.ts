/** Required for every change: pages of other origins cannot send it. */
export const changeHeader = 'x-cruddur-console'

/** Marks an OTLP request as an import: any age is accepted, and the data are kept until they are cleared. */
export const importHeader = 'x-cruddur-import'
