import type { LoggedEvent } from '../../libs/event-store/testing/server/log';
import { ROOT, type SiteClient } from '../support/site-client';
import type { MarkedWriteLoad } from './marked-write-load';

/**
 * Where the log contradicts the responses: an acknowledged write is not in it once, one that was not written is, or one
 * of unknown outcome is there twice.
 */
export function contradictions(log: readonly LoggedEvent[], { outcomes, markOf }: MarkedWriteLoad): string[] {
  const written = new Map<string, number>();
  for (const event of log) {
    const mark = markOf(event);
    if (mark !== null) written.set(mark, (written.get(mark) ?? 0) + 1);
  }
  const wrong = [...outcomes.writes].flatMap(([mark, outcome]) => {
    const times = written.get(mark) ?? 0;
    const holds = outcome === 'UNKNOWN' ? times <= 1 : times === (outcome === 'ACKNOWLEDGED' ? 1 : 0);
    return holds ? [] : [`${mark}: ${outcome}, and is in the log ${times} times`];
  });
  const strange = [...written.keys()].filter((mark) => !outcomes.writes.has(mark));
  return [...wrong, ...strange.map((mark) => `${mark}: no response was about it`)];
}

/** The marks that the lists of the API show, each as often as it is shown. */
export async function marksInApi(client: SiteClient, load: MarkedWriteLoad): Promise<string[]> {
  const { publicGroup, privateGroup, consistencyToken } = load;
  const [members, requests, groups] = await Promise.all([
    wholeList(client, `/v2/groups/${publicGroup}/members`, 'members', consistencyToken),
    wholeList(client, `/v2/groups/${privateGroup}/join-requests`, 'joinGroupRequests', consistencyToken),
    wholeList(client, '/v2/groups', 'groups', consistencyToken),
  ]);
  return [
    ...members.filter(({ memberId }) => memberId !== 'olga').map(({ memberId }) => `${memberId} joined`),
    ...requests.map(({ siteMemberId }) => `${siteMemberId} asked`),
    ...requests.filter(({ status }) => status === 'APPROVED').map(({ siteMemberId }) => `${siteMemberId} was approved`),
    ...groups.filter(({ teaser }) => teaser).map(({ teaser }) => `${teaser} was founded`),
  ].sort();
}

/** The marks that the API should show, by the log. No list shows descriptions. */
export const marksInLog = (log: readonly LoggedEvent[], { markOf }: MarkedWriteLoad): string[] =>
  log
    .flatMap((event) => markOf(event) ?? [])
    .filter((mark) => !mark.endsWith('described'))
    .sort();

const PAGE = 1000;

async function wholeList(client: SiteClient, path: string, list: string, consistencyToken: string | null) {
  const items: Record<string, string>[] = [];
  for (;;) {
    const page = `${path}?limit=${PAGE}&offset=${items.length}`;
    const { body } = await client.expectOk(ROOT, 'GET', page, undefined, { consistencyToken });
    items.push(...(body[list] as Record<string, string>[]));
    if (body[list].length < PAGE) {
      expect(body.metadata.total).toBe(items.length);
      return items;
    }
  }
}
