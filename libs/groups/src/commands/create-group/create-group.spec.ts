import {
  createRequestRejected,
  createRequestSubmitted,
  details,
  groupCreated,
  groupDeleted,
  groupId,
  secretSlug,
} from '../../testing/group.examples';
import { anna, billing, olga, ravi, settingsWithUnknown } from '../../testing/people.examples';
import { scenarioOf } from '../../testing/scenario';
import { creationPolicyChanged } from '../../testing/site.examples';
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { createGroup, MAX_PENDING_CREATE_REQUESTS } from './create-group.decision';

const scenario = scenarioOf(createGroup);
const when = { groupId, details: details(), creatorId: ravi.memberId, secretSlug, pendingRequests: 0 };
const allMembers = [creationPolicyChanged('ALL_MEMBERS')];
const adminsOnly = [creationPolicyChanged('ADMINS_ONLY')];
const created = groupCreated({ ownerId: ravi.memberId });

describe('create a group', () => {
  it.each([
    ['a member with approval', ravi, [], { then: [createRequestSubmitted(ravi)] }],
    ['any member', ravi, allMembers, { then: [created] }],
    ['no member', ravi, adminsOnly, { refused: 'CREATION_NOT_ALLOWED' }],
    ['a site admin where members need approval', anna, [], { then: [groupCreated({ ownerId: anna.memberId })] }],
    ['a site admin where all members may', anna, allMembers, { then: [groupCreated({ ownerId: anna.memberId })] }],
    ['a site admin where only they may', anna, adminsOnly, { then: [groupCreated({ ownerId: anna.memberId })] }],
  ] as const)('is done by %s', (_, by, site, outcome) =>
    scenario({ given: { site }, when: { ...when, creatorId: by.memberId }, by, ...outcome }),
  );
  it.each([
    ['an app', billing],
    ['a site admin', anna],
  ] as const)('makes the person whom %s names the owner', (_, by) =>
    scenario({ given: { site: adminsOnly }, when, by, then: [created] }),
  );

  it('follows the policy as it is now, not as it was', () =>
    scenario({
      given: { site: [...adminsOnly, creationPolicyChanged('MEMBERS_WITH_APPROVAL', 'ADMINS_ONLY')] },
      when,
      then: [createRequestSubmitted(ravi)],
    }));
  it('needs no public profile', () =>
    scenario({
      given: { site: allMembers, creator: [siteMemberRegistered(ravi, 'PRIVATE')] },
      when,
      then: [created],
    }));

  it.each([
    ['a public', 'PUBLIC', 'yoga'],
    ['a private', 'PRIVATE', 'yoga'],
    ['a secret', 'SECRET', secretSlug],
  ] as const)('asks for the slug of %s group', (_, privacyStatus, slug) =>
    scenario({
      given: { site: allMembers },
      when: { ...when, details: details({ privacyStatus }) },
      then: [groupCreated({ ownerId: ravi.memberId, privacyStatus, slug })],
    }),
  );

  describe('in the name of another', () => {
    it.each([
      ['where all may create', allMembers],
      ['where nobody may', adminsOnly],
    ] as const)('is not for members, %s', (_, site) =>
      scenario({ given: { site }, when: { ...when, creatorId: olga.memberId }, refused: 'PERMISSION_DENIED' }),
    );
  });

  describe('for somebody whom the directory does not know', () => {
    const rules = settingsWithUnknown('REFUSE');
    it('is refused as missing where the house refuses them', () =>
      scenario({ given: {}, when, by: billing, settings: rules, refused: 'SITE_MEMBER_NOT_FOUND' }));
    it('comes after the right to create', () =>
      scenario({ given: { site: adminsOnly }, when, settings: rules, refused: 'CREATION_NOT_ALLOWED' }));
    it.each(['PUBLIC', 'PRIVATE'] as const)('is fine where they count as %s', (unknown) =>
      scenario({ given: {}, when, by: billing, settings: settingsWithUnknown(unknown), then: [created] }),
    );
    it('is fine once the directory knows them', () =>
      scenario({
        given: { creator: [siteMemberRegistered(ravi, 'PRIVATE')] },
        when,
        by: billing,
        settings: rules,
        then: [created],
      }));
  });

  describe('when many requests wait', () => {
    it('lets the fiftieth wait too', () =>
      scenario({
        given: {},
        when: { ...when, pendingRequests: MAX_PENDING_CREATE_REQUESTS - 1 },
        then: [createRequestSubmitted(ravi)],
      }));
    it('refuses one more', () =>
      scenario({ given: {}, when: { ...when, pendingRequests: 50 }, refused: 'TOO_MANY_PENDING' }));
    it('does not count where nothing waits', () =>
      scenario({ given: { site: allMembers }, when: { ...when, pendingRequests: 50 }, then: [created] }));
  });

  it.each([
    ['the request was submitted', [createRequestSubmitted(ravi)]],
    ['the request was rejected meanwhile', [createRequestSubmitted(ravi), createRequestRejected()]],
    ['the group was created', [created]],
    ['the group is deleted already', [created, groupDeleted()]],
  ] as const)('changes nothing when the same command comes again after %s', (_, group) =>
    scenario({ given: { group }, when: { ...when, pendingRequests: 50 }, then: [] }),
  );
});
