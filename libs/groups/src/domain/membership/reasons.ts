/** What the service itself says when it rejects a request to join. */
export const reasons = {
  cannot: 'This person cannot become a member.',
  secret: 'The group became secret.',
  deleted: 'The group was deleted.',
} as const;
