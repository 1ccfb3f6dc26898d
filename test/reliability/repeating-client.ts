import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Caller, NoAnswer, ROOT } from './caller';

const PAUSE_MS = 20;
/** A client whose call has no answer by then says so. */
const PATIENCE_MS = 60_000;

/** Where the service is, whenever it is somewhere. */
export type Address = { url: string };

/** Somebody who gives each call a key and repeats it until it is answered; and what they did, each thing once. */
export class RepeatingClient {
  /** Calls that were answered with anything but success. */
  readonly surprises: { readonly call: string; readonly answer: Answer }[] = [];
  /** How many calls took more than one try. */
  repeated = 0;
  rounds = 0;
  /** The groups that were made, as their answers say. */
  readonly groups: string[] = [];

  constructor(
    private readonly address: Address,
    readonly site: string,
  ) {}

  private async sends(who: string, method: string, path: string, body?: unknown): Promise<Answer['body']> {
    const key = randomUUID();
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(PAUSE_MS)) {
      const answer = await new Caller(this.address.url, this.site).call(who, method, path, body, key).catch(unanswered);
      const isOpen = !answer || answer.status === 503 || (answer.status === 409 && answer.body.message === 'CONFLICT');
      if (isOpen && Date.now() < until) this.repeated += 1;
      else {
        if (answer?.status !== 200)
          this.surprises.push({ call: `${method} ${path}`, answer: answer ?? { status: 0, body: null } });
        return answer?.body;
      }
    }
  }

  /** A group's life, in which every call does something; most could not be made twice with success. */
  async round(): Promise<void> {
    const { group } = await this.sends(ROOT, 'POST', '/v2/groups', { group: { name: 'Yoga' } });
    this.groups.push(group.id);
    const at = `/v2/groups/${group.id}`;
    const memberIds = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay'];
    await this.sends(ROOT, 'POST', `${at}/members`, { memberIds });
    await this.sends('gil', 'POST', `${at}/join`);
    await this.sends(ROOT, 'PATCH', at, { group: { name: 'Chess', teaser: 'Come' } });
    await this.sends('gil', 'POST', `${at}/leave`);
    await this.sends('gil', 'POST', `${at}/join`);
    await this.sends(ROOT, 'POST', `${at}/roles/assign`, { memberIds: ['ada', 'bob'], role: { value: 'ADMIN' } });
    await this.sends(ROOT, 'PATCH', at, { group: { name: 'Yoga' } });
    await this.sends('ada', 'POST', `${at}/leave`);
    await this.sends(ROOT, 'DELETE', `${at}/members?${['bob', 'cyd', 'gil'].map((id) => `memberIds=${id}`).join('&')}`);
    await this.sends(ROOT, 'POST', `${at}/bans`, { memberIds: ['cyd', 'dan'] });
    this.rounds += 1;
  }
}

/** What the events of one round are, however often its calls were sent. */
export const eventsOfARound: Readonly<Record<string, number>> = {
  GroupCreated: 1,
  GroupRenamed: 2,
  GroupDetailsChanged: 1,
  RoleAssigned: 2,
  RoleUnassigned: 2,
  MemberJoined: 9, // the owner, six who were added, one twice
  MemberLeft: 2,
  MemberRemoved: 4,
  MemberBanned: 2,
};

function unanswered(error: unknown): null {
  if (error instanceof NoAnswer) return null;
  throw error;
}
