/** Required for every change: pages of other origins cannot send it. */
export const changeHeader = 'x-cruddur-console'
