/** The reasons with which the service itself rejects a request to join. */
export const rejectionReasons = {
  cannotBecomeMember: 'This person cannot become a member.',
  groupBecameSecret: 'The group became secret.',
  groupDeleted: 'The group was deleted.',
} as const;
