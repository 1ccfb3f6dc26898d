import type { GroupId, MemberId } from './ids';

/** What the name of a stream says: its prefix, the site, and the ids behind it, as far as this prefix has them. */
export type StreamName = {
  readonly prefix: string;
  readonly siteId: string;
  /** Of `group-` and `membership-` streams. */
  readonly groupId?: GroupId;
  /** Of `membership-` and `siteMember-` streams. */
  readonly memberId?: MemberId;
};

/** Takes the name of a stream apart. No id holds a dot, and no prefix a hyphen but its last character. */
export function parseStreamName(stream: string): StreamName {
  const end = stream.indexOf('-') + 1;
  const prefix = stream.slice(0, end);
  const [siteId = '', first, second] = stream.slice(end).split('.');
  if (prefix === 'group-') return { prefix, siteId, groupId: first };
  if (prefix === 'membership-') return { prefix, siteId, groupId: first, memberId: second };
  if (prefix === 'siteMember-') return { prefix, siteId, memberId: first };
  return { prefix, siteId };
}
