/** Ends in a later millisecond than it began: whatever is written next has a later date than what was written before. */
export async function nextMillisecond(): Promise<void> {
  const start = Date.now();
  while (Date.now() <= start) await new Promise((done) => setTimeout(done, 1));
}
