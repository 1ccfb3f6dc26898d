/** Stops or removes what the global setup started or made for this run. */
export const cleanups: { readonly stop: () => Promise<void> }[] = [];
