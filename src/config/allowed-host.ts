/** A host as it may be allowed: a name or address, `.name` for everything below it, with or without a port; lower case. */
export const allowedHost = /^(?:\.?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
