/** The body of an answer: what was found, without the word that it was. */
export function withoutAccepted<Found extends { readonly accepted: true }>(found: Found): Omit<Found, 'accepted'> {
  const { accepted: _yes, ...body } = found;
  return body;
}
