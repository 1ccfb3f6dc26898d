import { EventStoreUnavailable } from '@app/event-store';
import { beforeWriting, havingWritten } from './doubt';

const failing = (outcome: EventStoreUnavailable['outcome']) =>
  Promise.reject(new EventStoreUnavailable('away', outcome));
const bug = new TypeError('something else');

it.each(['NONE', 'UNKNOWN'] as const)(
  'an outage of outcome %s is in doubt behind a write, and not before one',
  async (outcome) => {
    await expect(havingWritten(failing(outcome))).rejects.toMatchObject({ message: 'away', outcome: 'UNKNOWN' });
    await expect(beforeWriting(failing(outcome))).rejects.toMatchObject({ message: 'away', outcome: 'NONE' });
  },
);

it('what succeeds and what fails otherwise stays as it is', async () => {
  expect(await havingWritten(Promise.resolve(1))).toBe(1);
  expect(await beforeWriting(Promise.resolve(2))).toBe(2);
  await expect(havingWritten(Promise.reject(bug))).rejects.toBe(bug);
  await expect(beforeWriting(Promise.reject(bug))).rejects.toBe(bug);
});
