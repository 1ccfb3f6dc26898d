import { EventStoreUnavailable, EventUnreadable } from '@app/event-store';
import { afterWrite, beforeWrite } from './unknown-outcome';

const failing = (outcome: EventStoreUnavailable['outcome']) =>
  Promise.reject(new EventStoreUnavailable('away', outcome));
const bug = new TypeError('something else');

it.each(['NONE', 'UNKNOWN'] as const)(
  'an outage of outcome %s becomes UNKNOWN after a write and NONE before one',
  async (outcome) => {
    await expect(afterWrite(failing(outcome))).rejects.toMatchObject({ message: 'away', outcome: 'UNKNOWN' });
    await expect(beforeWrite(failing(outcome))).rejects.toMatchObject({ message: 'away', outcome: 'NONE' });
  },
);

it('results and other errors stay as they are', async () => {
  expect(await afterWrite(Promise.resolve(1))).toBe(1);
  expect(await beforeWrite(Promise.resolve(2))).toBe(2);
  await expect(afterWrite(Promise.reject(bug))).rejects.toBe(bug);
  await expect(beforeWrite(Promise.reject(bug))).rejects.toBe(bug);
});

it('an event that cannot be read leaves the outcome unknown after a write', async () => {
  const event = {
    id: 'e',
    type: 'Frozen',
    stream: 's',
    revision: 3,
    position: 9n,
    unreadable: 'UNKNOWN_TYPE',
  } as const;
  const failure = new EventUnreadable(event);
  await expect(afterWrite(Promise.reject(failure))).rejects.toMatchObject({ outcome: 'UNKNOWN', cause: failure });
  await expect(beforeWrite(Promise.reject(failure))).rejects.toBe(failure);
});
