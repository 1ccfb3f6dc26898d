/** The values of the examples in the API description. */
export const example = {
  groupId: '5b1e6d0c-3f6a-4c1b-9c51-6f2a7d1f0a11',
  groupRequestId: '0c7f2f9e-61c7-4b0e-8a44-2b9d4c3e5f22',
  questionId: 'a94f7c52-0d3b-4e8f-b6a1-7e5c9d2b1f33',
  slug: 'yoga',
  memberId: 'mira',
  ownerId: 'olga',
  date: '2026-05-01T10:00:00.000Z',
} as const;
