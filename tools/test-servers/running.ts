/** What was started or made for this run, to be stopped or removed when it ends. */
export const running: { readonly stop: () => Promise<void> }[] = [];
