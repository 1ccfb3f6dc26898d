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
import { siteMemberRegistered } from '../../testing/site-member.examples';
import { creationPolicyChanged } from '../../testing/site.examples';
import { createGroup, MAX_PENDING_CREATE_REQUESTS } from './create-group.decision';

const scenario = scenarioOf(createGroup);
const when = { groupId, details: details(), creatorId: ravi.memberId, secretSlug, pendingRequests: 0 };
const allMembers = [creationPolicyChanged('ALL_MEMBERS')];
const adminsOnly = [creationPolicyChanged('ADMINS_ONLY')];
const created = groupCreated({ ownerId: ravi.memberId });

describe('create a group', () => {
  it.each([
    ['a member, with the policy MEMBERS_WITH_APPROVAL', ravi, [], { then: [createRequestSubmitted(ravi)] }],
    ['a member, with the policy ALL_MEMBERS', ravi, allMembers, { then: [created] }],
    ['a member, with the policy ADMINS_ONLY', ravi, adminsOnly, { refused: 'CREATION_NOT_ALLOWED' }],
    [
      'a site admin, with the policy MEMBERS_WITH_APPROVAL',
      anna,
      [],
      { then: [groupCreated({ ownerId: anna.memberId })] },
    ],
    [
      'a site admin, with the policy ALL_MEMBERS',
      anna,
      allMembers,
      { then: [groupCreated({ ownerId: anna.memberId })] },
    ],
    [
      'a site admin, with the policy ADMINS_ONLY',
      anna,
      adminsOnly,
      { then: [groupCreated({ ownerId: anna.memberId })] },
    ],
  ] as const)('called by %s', (_, by, site, expected) =>
    scenario({ given: { site }, when: { ...when, creatorId: by.memberId }, by, ...expected }),
  );
  it.each([
    ['an app', billing],
    ['a site admin', anna],
  ] as const)('makes the named person the owner, called by %s', (_, by) =>
    scenario({ given: { site: adminsOnly }, when, by, then: [created] }),
  );

  it('uses the latest policy', () =>
    scenario({
      given: { site: [...adminsOnly, creationPolicyChanged('MEMBERS_WITH_APPROVAL', 'ADMINS_ONLY')] },
      when,
      then: [createRequestSubmitted(ravi)],
    }));
  it('accepts a private profile', () =>
    scenario({
      given: { site: allMembers, creator: [siteMemberRegistered(ravi, 'PRIVATE')] },
      when,
      then: [created],
    }));

  it.each([
    ['a public', 'PUBLIC', 'yoga'],
    ['a private', 'PRIVATE', 'yoga'],
    ['a secret', 'SECRET', secretSlug],
  ] as const)('has the slug for %s group', (_, privacyStatus, slug) =>
    scenario({
      given: { site: allMembers },
      when: { ...when, details: details({ privacyStatus }) },
      then: [groupCreated({ ownerId: ravi.memberId, privacyStatus, slug })],
    }),
  );

  describe('with another person as the owner', () => {
    it.each([
      ['policy ALL_MEMBERS', allMembers],
      ['policy ADMINS_ONLY', adminsOnly],
    ] as const)('refuses members, %s', (_, site) =>
      scenario({ given: { site }, when: { ...when, creatorId: olga.memberId }, refused: 'PERMISSION_DENIED' }),
    );
  });

  describe('for a creator who is not in the directory', () => {
    const settings = settingsWithUnknown('REFUSE');
    it('refuses SITE_MEMBER_NOT_FOUND with the setting REFUSE', () =>
      scenario({ given: {}, when, by: billing, settings, refused: 'SITE_MEMBER_NOT_FOUND' }));
    it('is checked after the right to create', () =>
      scenario({ given: { site: adminsOnly }, when, settings, refused: 'CREATION_NOT_ALLOWED' }));
    it.each(['PUBLIC', 'PRIVATE'] as const)('accepts with the setting %s', (unknown) =>
      scenario({ given: {}, when, by: billing, settings: settingsWithUnknown(unknown), then: [created] }),
    );
    it('accepts once they are in the directory', () =>
      scenario({
        given: { creator: [siteMemberRegistered(ravi, 'PRIVATE')] },
        when,
        by: billing,
        settings,
        then: [created],
      }));
  });

  describe('the limit of pending requests', () => {
    it('accepts the fiftieth', () =>
      scenario({
        given: {},
        when: { ...when, pendingRequests: MAX_PENDING_CREATE_REQUESTS - 1 },
        then: [createRequestSubmitted(ravi)],
      }));
    it('refuses one more', () =>
      scenario({ given: {}, when: { ...when, pendingRequests: 50 }, refused: 'TOO_MANY_PENDING' }));
    it('does not apply where groups are created at once', () =>
      scenario({ given: { site: allMembers }, when: { ...when, pendingRequests: 50 }, then: [created] }));
  });

  it.each([
    ['the request was submitted', [createRequestSubmitted(ravi)]],
    ['the request was rejected', [createRequestSubmitted(ravi), createRequestRejected()]],
    ['the group was created', [created]],
    ['the group is deleted already', [created, groupDeleted()]],
  ] as const)('appends no event when the command is repeated after %s', (_, group) =>
    scenario({ given: { group }, when: { ...when, pendingRequests: 50 }, then: [] }),
  );
});
